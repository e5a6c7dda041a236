import { createAnswering } from '../../src/answering/answering.ts'
import { createTextVectors } from '../../src/answering/text-vectors.ts'
import { createIndex, createIndexOn, openEngine } from '../../src/app.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import type { Found } from '../../src/search/found.ts'
import { PASSAGES } from '../../src/search/retrieve/embedded-texts.ts'
import type { Embedder } from '../../src/search/retrieve/embedder.ts'
import { toInt8 } from '../../src/search/retrieve/int8.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { embeddingKey, passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { createVectorIndex, inMemory } from '../../src/search/retrieve/vectors.ts'
import type { StoredVectors } from '../../src/storage/storage.ts'
import { createCanonicalPassages, type Ranking, rankingOf } from '../quality/canonical-passages.ts'
import { type Measures, measure } from '../quality/measures.ts'
import { readAnswers, readJudgments, readPassages, readQuestions } from '../quality/measuring-files.ts'
import { openQualityStorage } from '../quality/quality-storage.ts'
import { DEPTH } from './engine.ts'
import { createRandom, randomVector } from './passage-vectors-of.ts'

/** Where the index is. */
export const PLACES = ['memory', 'opensearch'] as const
export type Place = (typeof PLACES)[number]

const ROUNDS = 3
const WARM_UP = 20
const MB = 1024 * 1024

interface Parts {
  /** Gives the path of a file of the measuring data. */
  file: (name: string) => string
  dataDir: string
  searchUrl: string
}

/** The same questions asked of both in one process, in turn. Times are of a question's search, with its embedding. */
interface Compared {
  answers: number
  passages: number
  /** How many passages have the model's vectors; the others have random ones. */
  embedded: number
  measures: Record<Place, { questions: Measures; keywords: Measures }>
  /** The shares of questions and keywords with the same first passage, and with the same ten in the same order. */
  sameFirst: number
  sameTen: number
  /** In ms; and the median of what one question takes with OpenSearch, divided by what it takes in memory. */
  times: Record<Place, { p50: number; p99: number }>
  ratio: number
}

/** Asks both with the answers of the dev set among all of the file for scale. */
export async function compareRetrievers(parts: Parts): Promise<Compared> {
  await using resources = new AsyncDisposableStack()
  const embedder = await createOnnxEmbedder(MODEL_FOLDER)
  resources.defer(() => embedder.close())
  const { dev, scale } = await readBoth(parts)
  const answers = [...dev, ...scale]
  const products = {
    memory: await productIn('memory', { dev, scale, embedder, ...parts }, resources),
    opensearch: await productIn('opensearch', { dev, scale, embedder, ...parts }, resources),
  }
  const canonical = createCanonicalPassages(await readPassages(parts.file('passages.jsonl')))
  const judgments = await readJudgments(parts.file('dev.qrels'))
  const sets = {
    questions: await readQuestions(parts.file('dev.questions.tsv')),
    keywords: await readQuestions(parts.file('dev.keywords.tsv')),
  }
  let [same, sameFirst, asked] = [0, 0, 0]
  const rankings: Record<Place, Record<keyof typeof sets, Map<string, Ranking>>> = {
    memory: { questions: new Map(), keywords: new Map() },
    opensearch: { questions: new Map(), keywords: new Map() },
  }
  for (const name of ['questions', 'keywords'] as const)
    for (const { id, text } of sets[name]) {
      const found = { memory: await products.memory.ask(text), opensearch: await products.opensearch.ask(text) }
      for (const place of PLACES) rankings[place][name].set(id, rankingOf(found[place], id, { canonical, judgments }))
      const [one, other] = PLACES.map((place) =>
        found[place].map(({ answer, index }) => `${answerKey(answer)}#${index}`),
      ) as [string[], string[]]
      asked++
      if (one[0] === other[0]) sameFirst++
      if (one.join() === other.join()) same++
    }
  const measuresOf = (place: Place) => ({
    questions: measure(rankings[place].questions, judgments),
    keywords: measure(rankings[place].keywords, judgments),
  })
  const times: Record<Place, number[]> = { memory: [], opensearch: [] }
  const texts = Array.from({ length: ROUNDS }, () => sets.questions).flat()
  for (const [nth, { text }] of [...sets.questions.slice(0, WARM_UP), ...texts].entries())
    for (const place of nth % 2 === 0 ? PLACES : PLACES.toReversed()) {
      const began = performance.now()
      // The embedder keeps the vectors of questions by their text.
      await products[place].ask(`${text} ${place} ${nth}`)
      if (nth >= WARM_UP) times[place].push(performance.now() - began)
    }
  const ratios = times.opensearch.map((ms, nth) => ms / (times.memory[nth] as number))
  return {
    answers: answers.length,
    passages: answers.reduce((sum, { passages }) => sum + passages.length, 0),
    embedded: await embeddedOf(answers, embedder.model, parts.dataDir),
    measures: { memory: measuresOf('memory'), opensearch: measuresOf('opensearch') },
    sameFirst: sameFirst / asked,
    sameTen: same / asked,
    times: { memory: percentiles(times.memory), opensearch: percentiles(times.opensearch) },
    ratio: percentiles(ratios).p50,
  }
}

/** How much memory a process holds after each step, in MB, with so many answers. */
interface Held {
  answers: number
  corpus: number
  index: number
  vectors: number
  /** Of the whole process, with what garbage collection leaves to the system. */
  rss: number
  /** How long indexing and adding the vectors took. */
  indexMs: number
  vectorsMs: number
}

/** Loads answers and index as a bot does that starts, and says what they take. */
export async function memoryWith(place: Place, count: number, parts: Parts): Promise<Held> {
  await using resources = new AsyncDisposableStack()
  const embedder = { model: 'no model', embedPassages: () => Promise.reject(new Error('no model')) }
  const steps = [held()]
  const note = () => void steps.push(held())
  const answers = await someOf(parts, count)
  const times = await productIn(
    place,
    { dev: [], scale: answers, embedder: embedder as never, ...parts },
    resources,
    note,
  )
  const [before = 0, corpus = 0, index = 0, vectors = 0] = steps
  return {
    answers: answers.length,
    corpus: corpus - before,
    index: index - corpus,
    vectors: vectors - index,
    rss: process.memoryUsage().rss / MB,
    indexMs: times.indexMs,
    vectorsMs: times.vectorsMs,
  }
}

interface ProductParts extends Parts {
  /** Embedded by the model. */
  dev: readonly WrittenAnswer[]
  /** With the model's vectors where they are stored, else with random ones, always the same. */
  scale: readonly WrittenAnswer[]
  embedder: Embedder
}

async function productIn(
  place: Place,
  { dev, scale, embedder, dataDir, searchUrl }: ProductParts,
  resources: AsyncDisposableStack,
  step: () => void = () => {},
) {
  const answers = [...dev, ...scale]
  const corpus = createCorpus(answers)
  step()
  const began = performance.now()
  const engine = place === 'memory' ? undefined : await openEngine(searchUrl, Promise.resolve(embedder))
  if (engine) resources.defer(() => engine.close())
  const index = engine ? await createIndexOn(engine.answers) : await createIndex()
  await index.add(answers)
  await index.settled()
  const indexMs = performance.now() - began
  step()
  const vectors = engine?.vectors.passages ?? inMemory(createVectorIndex())
  const storage = await openQualityStorage(dataDir)
  resources.defer(() => storage.close())
  const failed = Promise.withResolvers<never>()
  const load = async (
    some: readonly WrittenAnswer[],
    by: Pick<Embedder, 'model' | 'embedPassages'>,
    stored: StoredVectors,
  ) => {
    const made = createTextVectors({
      embedded: PASSAGES,
      embedder: Promise.resolve(by),
      stored,
      index: vectors,
      onProblem: failed.reject,
    })
    made.add(some)
    await Promise.race([made.idle(), failed.promise])
  }
  const { model } = embedder
  await load(dev, embedder, storage.vectors)
  const orRandom: StoredVectors = {
    async get(_model, keys) {
      const known = await storage.vectors.get(model, keys)
      for (const key of keys)
        if (!known.has(key)) known.set(key, toInt8(randomVector(createRandom(Number.parseInt(key.slice(0, 8), 16)))))
      return known
    },
    put: async () => {},
    retainModel: async () => {},
  }
  await load(scale, embedder, orRandom)
  await engine?.vectors.passages.settled()
  const vectorsMs = performance.now() - began - indexMs
  step()
  const { ask, parse } = createAnswering({ corpus, index, byMeaning: { embedder, vectors } })
  return {
    indexMs,
    vectorsMs,
    async ask(question: string): Promise<Pick<Found, 'answer' | 'index'>[]> {
      const reply = await ask(parse(question), { others: DEPTH - 1, asRanked: true })
      return reply.kind === 'no-answer' ? reply.nearest : [reply.best, ...reply.others]
    },
  }
}

/** How many passages have the model's vectors. */
async function embeddedOf(answers: readonly WrittenAnswer[], model: string, dataDir: string): Promise<number> {
  const storage = await openQualityStorage(dataDir)
  let count = 0
  for (const answer of answers) {
    const keys = answer.passages.map((_, nth) => embeddingKey(passageToEmbed(answer, nth)))
    const known = await storage.vectors.get(model, [...new Set(keys)])
    count += keys.filter((key) => known.has(key)).length
  }
  await storage.close()
  return count
}

/** Copies of some answers, so that nothing else that was read is held by their texts. */
async function someOf(parts: Parts, count: number): Promise<WrittenAnswer[]> {
  const { dev, scale } = await readBoth(parts)
  return [...dev, ...scale].slice(0, count).map((one) => structuredClone(one))
}

async function readBoth({ file }: Parts) {
  const dev = await readAnswers(file('answers.jsonl'))
  const ids = new Set(dev.map(({ questions }) => questions[0].id))
  const scale = await readAnswers(file('scale-answers.jsonl.gz'))
  return { dev, scale: scale.filter(({ questions }) => !ids.has(questions[0].id)) }
}

function held(): number {
  globalThis.gc?.()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + external + arrayBuffers) / MB
}

function percentiles(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number
  return { p50: at(0.5), p99: at(0.99) }
}

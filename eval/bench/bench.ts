import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { argumentsOrExit } from '../../src/cli/parse-arguments.ts'
import { readAskConfig } from '../../src/config.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { createCanonicalPassages, type Ranking, rankingOf } from '../quality/canonical-passages.ts'
import { type Measures, measure } from '../quality/measures.ts'
import { readAnswers, readJudgments, readPassages, readQuestions } from '../quality/measuring-files.ts'
import { openQualityStorage } from '../quality/quality-storage.ts'
import type { Engine, MakeEngine } from './engine.ts'
import { ENGINES, isProduct } from './engines.ts'
import { type Embedding, withRandomVectors } from './passage-vectors-of.ts'
import { compareRetrievers, memoryWith, PLACES, type Place } from './retrievers.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')
const SIZES = [2_000, 20_000, 100_000]
const ROUNDS = 3
/** How many questions are asked before times count, so that the code is compiled. */
const WARM_UP = 20
/** No more questions are asked of an engine after this time, so that a slow peer does not hold up the others. */
const MAX_MS = 20_000
const MAX_WARM_UP_MS = 4_000
/** So many passages are embedded to see how fast that is. */
const EMBEDDED = 200
const MB = 1024 * 1024

interface Times {
  p50: number
  p99: number
}

interface Speed extends Times {
  indexMs: number
  memoryMb: number
  /** The memory of the process that runs the model; missing if the engine needs none, or where the system doesn't say. */
  modelMb?: number | undefined
  asked: number
  /** With a House and the newer half of the answers as filters: only the product has filters. */
  filtered?: Times
}

const EMBEDDING = 'embedding'
const RETRIEVERS = 'retrievers'
/** With so many answers the memory of the two places of the index is measured. */
const HELD_SIZES = [10_000, 1e9]
const file = (name: string) => join(DATA, name)
const MANUAL = `Usage: npm run -s bench [-- ENGINE PASSAGES|quality], or npm run -s bench -- embedding|retrievers

Measures quality and speed of the product and its peers on the same machine and texts, each engine and size in a process of
its own. Needs ../shared/eval. The tables go to standard output, progress to standard error. With an engine, such as
"SEND Answers" 100000, that one alone; with "embedding" how fast passages are embedded; with "retrievers" the product with its
index in memory and in the OpenSearch of SEARCH_URL, in which it leaves its indexes.

Options:
  -h, --help  print this, and do nothing else

Exit codes:
  0  it was measured
  2  wrong usage, there is no ../shared/eval, or no SEARCH_URL for "retrievers"`
const {
  positionals: [engine, what],
} = argumentsOrExit({ allowPositionals: true, options: {} }, MANUAL)
if (!existsSync(DATA)) fail(`The measuring data is not beside the project: there is no ${DATA}.`)
else if (engine === undefined) report()
else if (engine === RETRIEVERS) await retrievers(what)
else if (engine === EMBEDDING) process.stdout.write(JSON.stringify(await embeddingSpeed()))
else {
  const make = ENGINES[engine]
  const passages = Number(what)
  if (!make) fail(`No engine is called ${engine}: there are ${Object.keys(ENGINES).join('; ')}.`)
  else if (what === 'quality') process.stdout.write(JSON.stringify(await qualityOf(make)))
  else if (passages > 0) process.stdout.write(JSON.stringify(await speedOf(make, passages, isProduct(engine))))
  else fail('After the engine comes "quality", or how many passages to index to measure its speed.')
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 2
}

function report(): void {
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  print(
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / MB / 1024)} GB, Node ${process.version}\n`,
  )
  print('| engine | questions S@1 | S@3 | nDCG@10 | keywords S@1 | S@3 |')
  print('|---|---|---|---|---|---|')
  for (const name of Object.keys(ENGINES)) {
    const { questions, keywords } = inProcess<{ questions: Measures; keywords: Measures }>(name, 'quality')
    const figures = [questions.s1, questions.s3, questions.ndcg10, keywords.s1, keywords.s3]
    print(`| ${name} | ${figures.map((figure) => figure.toFixed(2)).join(' | ')} |`)
  }
  const { perSecond, loadMs } = inProcess<EmbeddingSpeed>(EMBEDDING, '')
  print(`\nThe model loads in ${(loadMs / 1000).toFixed(1)} s and embeds ${perSecond.toFixed(0)} passages a second.`)
  print(
    '\nWhat searches by meaning embeds each question; its passages have random vectors, as embedding 100,000 takes an hour.',
  )
  print('The memory of the process that runs the model is given behind the plus.')
  print('\n| engine | passages | indexing, s | memory, MB | questions asked | p50, ms | p99, ms | filtered p50 | p99 |')
  print('|---|---|---|---|---|---|---|---|---|')
  for (const passages of SIZES)
    for (const name of Object.keys(ENGINES)) {
      const { indexMs, memoryMb, modelMb, asked, filtered, ...plain } = inProcess<Speed>(name, String(passages))
      const times = [plain.p50, plain.p99, filtered?.p50, filtered?.p99].map((time) => time?.toFixed(1) ?? '–')
      const memory = `${memoryMb.toFixed(0)}${modelMb === undefined ? '' : ` + ${modelMb.toFixed(0)}`}`
      const figures = [(indexMs / 1000).toFixed(2), memory, asked, ...times]
      print(`| ${name} | ${passages.toLocaleString('en-GB')} | ${figures.join(' | ')} |`)
    }
  process.stderr.write(`${sinceStart()} done\n`)
}

/** Without `what` the report; else one measurement of it, as JSON. */
async function retrievers(what: string | undefined): Promise<void> {
  const { dataDir, searchUrl } = readAskConfig(process.env)
  if (searchUrl === undefined) return fail('There is no SEARCH_URL to compare the index in memory with.')
  const parts = { file, dataDir, searchUrl }
  const [, place, size] = /^(\w+)-(\d+)$/.exec(what ?? '') ?? []
  if (what === 'compare') return void process.stdout.write(JSON.stringify(await compareRetrievers(parts)))
  if (place !== undefined)
    return void process.stdout.write(JSON.stringify(await memoryWith(place as Place, Number(size), parts)))
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  const compared = inProcess<Awaited<ReturnType<typeof compareRetrievers>>>(RETRIEVERS, 'compare')
  const { answers, passages, embedded, sameFirst, sameTen, ratio } = compared
  print(
    `${answers} answers, ${passages} passages, of which ${embedded} have the model's vectors and the others random ones.`,
  )
  print('\n| index in | questions S@1 | S@3 | nDCG@10 | keywords S@1 | S@3 | p50, ms | p99, ms |')
  print('|---|---|---|---|---|---|---|---|')
  for (const place of PLACES) {
    const { questions, keywords } = compared.measures[place]
    const shares = [questions.s1, questions.s3, questions.ndcg10, keywords.s1, keywords.s3].map((one) => one.toFixed(3))
    const times = [compared.times[place].p50, compared.times[place].p99].map((one) => one.toFixed(1))
    print(`| ${place} | ${[...shares, ...times].join(' | ')} |`)
  }
  print(
    `\nThe same passage is first for ${percent(sameFirst)} of them, the same ten in the same order for ${percent(sameTen)}.`,
  )
  print(`A question takes ${ratio.toFixed(1)} times as long with OpenSearch, in the median.`)
  print(
    '\n| index in | answers | answers, MB | index, MB | vectors, MB | whole process, MB | indexing, s | vectors, s |',
  )
  print('|---|---|---|---|---|---|---|---|')
  for (const size of HELD_SIZES)
    for (const place of PLACES) {
      const one = inProcess<Awaited<ReturnType<typeof memoryWith>>>(RETRIEVERS, `${place}-${size}`)
      const mb = [one.corpus, one.index, one.vectors, one.rss].map((value) => value.toFixed(0))
      const seconds = [one.indexMs, one.vectorsMs].map((ms) => (ms / 1000).toFixed(0))
      print(`| ${place} | ${one.answers} | ${[...mb, ...seconds].join(' | ')} |`)
    }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

function inProcess<T>(name: string, what: string): T {
  process.stderr.write(`${sinceStart()} ${name}, ${/^\d+$/.test(what) ? `${what} passages` : what}\n`)
  const args = [...process.execArgv, import.meta.filename, name, what]
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${name} could not be measured (${what}): see above`)
  return JSON.parse(stdout)
}

function sinceStart(): string {
  const seconds = Math.round(performance.now() / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Makes the engine with an embedding if it searches by meaning, and uses it. */
async function withEngine<T>(
  engine: MakeEngine,
  answers: readonly WrittenAnswer[],
  vectors: 'real' | 'random',
  use: (made: Engine) => Promise<T>,
): Promise<T> {
  if (!engine.byMeaning) return use(await engine.make(answers))
  await using parts = new AsyncDisposableStack()
  const embedder = await createOnnxEmbedder(MODEL_FOLDER)
  parts.defer(() => embedder.close())
  const storage = await openQualityStorage(readAskConfig(process.env).dataDir)
  parts.defer(() => storage.close())
  const embedding: Embedding = vectors === 'real' ? { embedder, stored: storage.vectors } : withRandomVectors(embedder)
  return await use(await engine.make(answers, embedding))
}

interface EmbeddingSpeed {
  loadMs: number
  perSecond: number
}

async function embeddingSpeed(): Promise<EmbeddingSpeed> {
  const answers = await readAnswers(file('answers.jsonl'), { passages: EMBEDDED })
  const passages = answers.flatMap((answer) => answer.passages.map((_, nth) => passageToEmbed(answer, nth)))
  const start = performance.now()
  const embedder = await createOnnxEmbedder(MODEL_FOLDER)
  const loaded = performance.now()
  await embedder.embedPassages(passages)
  const seconds = (performance.now() - loaded) / 1000
  await embedder.close()
  return { loadMs: loaded - start, perSecond: passages.length / seconds }
}

async function qualityOf(engine: MakeEngine): Promise<{ questions: Measures; keywords: Measures }> {
  const answers = await readAnswers(file('answers.jsonl'))
  const canonical = createCanonicalPassages(await readPassages(file('passages.jsonl')))
  const judgments = await readJudgments(file('dev.qrels'))
  return withEngine(engine, answers, 'real', async ({ ask }) => {
    const of = async (questions: string) => {
      const rankings = new Map<string, Ranking>()
      for (const { id, text } of await readQuestions(file(questions)))
        rankings.set(id, rankingOf(await ask(text), id, { canonical, judgments }))
      return measure(rankings, judgments)
    }
    return { questions: await of('dev.questions.tsv'), keywords: await of('dev.keywords.tsv') }
  })
}

async function speedOf(engine: MakeEngine, passages: number, withFilters: boolean): Promise<Speed> {
  const answers = await readAnswers(file('scale-answers.jsonl.gz'), { passages })
  const questions = (await readQuestions(file('dev.questions.tsv'))).map(({ text }) => text)
  const days = answers.map(({ answered }) => answered).sort()
  const filters = `since:${days[Math.floor(days.length / 2)]} house:commons`
  const before = memory()
  const start = performance.now()
  return withEngine(engine, answers, 'random', async ({ ask }) => {
    const indexMs = performance.now() - start
    const memoryMb = (memory() - before) / MB
    const times = await timesOf(questions, ask)
    const filtered = withFilters
      ? await timesOf(
          questions.map((text) => `${text} ${filters}`),
          ask,
        )
      : undefined
    return {
      indexMs,
      memoryMb,
      ...(engine.byMeaning && { modelMb: memoryOfChildren() }),
      asked: times.length,
      ...percentiles(times),
      ...(filtered && { filtered: percentiles(filtered) }),
    }
  })
}

/** How long each question took, in ms and ascending; at least one is asked. */
async function timesOf(questions: readonly string[], ask: Engine['ask']): Promise<number[]> {
  const times: number[] = []
  const began = performance.now()
  const isWithin = (ms: number) => performance.now() - began < ms
  for (const text of questions.slice(0, WARM_UP)) if (isWithin(MAX_WARM_UP_MS)) await ask(text)
  for (const text of Array.from({ length: ROUNDS }, () => questions).flat()) {
    if (!isWithin(MAX_MS) && times.length > 0) break
    const asked = performance.now()
    await ask(text)
    times.push(performance.now() - asked)
  }
  return times.sort((a, b) => a - b)
}

function percentiles(times: readonly number[]): Times {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number
  return { p50: at(0.5), p99: at(0.99) }
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

/** The memory of the processes that this one has started, where the system says so as Linux does. */
function memoryOfChildren(): number | undefined {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
    const kilobytes = children.map((child) =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]),
    )
    return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
  } catch {
    return undefined
  }
}

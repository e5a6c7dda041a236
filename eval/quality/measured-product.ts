import { createAnswering } from '../../src/answering/answering.ts'
import type { Reply } from '../../src/answering/reply.ts'
import { createTextVectors } from '../../src/answering/text-vectors.ts'
import { createIndex } from '../../src/app.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import type { Found, PassageOfAnswer } from '../../src/search/found.ts'
import { PASSAGES } from '../../src/search/retrieve/embedded-texts.ts'
import type { Embedder } from '../../src/search/retrieve/embedder.ts'
import type { StoredVectors } from '../../src/storage/storage.ts'

/** What the product calls what it shows. */
export type Verdict = 'answer' | 'closest' | 'nothing'

/** A reply, as far as it is measured. */
export interface Outcome {
  verdict: Verdict
  /** What is shown, the best first. */
  found: Found[]
  /** How likely the first passage answers, from 0 to 1; undefined if the product gives no estimate. */
  confidence: number | undefined
}

/** The product with the answers of a measuring set. */
export interface MeasuredProduct {
  /** Asks a question and has up to `shown` passages shown. */
  ask: (question: string, shown: number) => Promise<Outcome>
  /** Asks it as if some answers, given by Parliament's ids, were not in the record. */
  askWithout: (answers: ReadonlySet<number>, question: string, shown: number) => Promise<Outcome>
  /** What matches a question that is followed. */
  matches: (question: string) => Promise<PassageOfAnswer[]>
}

/** What the search by meaning needs: a model, and where the vectors that it makes are kept. */
export interface ByMeaning {
  embedder: Embedder
  stored: StoredVectors
  /** Is called whenever vectors were made. */
  onMade?: (counts: { made: number; missing: number }) => void
}

/** The day by which questions are read: always the same, so that a measurement can be repeated. */
const TODAY = '2026-11-26'

/**
 * Indexes answers as the product does, with the vocabulary that ships, and makes all their vectors. Without `byMeaning` the
 * words alone search.
 * @throws the error of the model or the storage if vectors can't be made
 */
export async function createMeasuredProduct(
  answers: readonly WrittenAnswer[],
  byMeaning?: ByMeaning,
): Promise<MeasuredProduct> {
  const corpus = createCorpus(answers)
  const index = await createIndex()
  index.add(answers)
  const vectors = byMeaning && (await vectorsOf(answers, byMeaning))
  const { ask, parse, matching } = createAnswering({
    corpus,
    index,
    today: () => TODAY,
    ...(byMeaning && vectors && { byMeaning: { embedder: byMeaning.embedder, vectors: vectors.index } }),
  })
  const byId = new Map(answers.map((answer) => [answer.questions[0].id, answer]))

  const askFor = async (question: string, shown: number) =>
    outcomeOf(await ask(parse(question), { others: shown - 1, asRanked: true }))
  return {
    ask: askFor,
    matches: (question) => matching.matches({ question: parse(question), also: [] }),
    async askWithout(ids, question, shown) {
      const removed = [...ids].flatMap((id) => byId.get(id) ?? [])
      const keys = removed.map(answerKey)
      for (const key of keys) corpus.remove(key)
      await index.remove(removed)
      vectors?.remove(keys)
      try {
        return await askFor(question, shown)
      } finally {
        for (const answer of removed) corpus.put(answer)
        await index.add(removed)
        vectors?.add(removed)
        await vectors?.idle()
      }
    },
  }
}

async function vectorsOf(answers: readonly WrittenAnswer[], { embedder, stored, onMade }: ByMeaning) {
  const failed = Promise.withResolvers<never>()
  const vectors = createTextVectors({
    embedded: PASSAGES,
    embedder: Promise.resolve(embedder),
    stored,
    onProblem: failed.reject,
    onMade: () => onMade?.(vectors.counts()),
  })
  vectors.add(answers)
  await Promise.race([vectors.idle(), failed.promise])
  return vectors
}

function outcomeOf(reply: Reply): Outcome {
  const { confidence } = reply
  switch (reply.kind) {
    case 'answer':
    case 'closest':
      return { verdict: reply.kind, found: [reply.best, ...reply.others], confidence }
    case 'no-answer':
      return { verdict: 'nothing', found: reply.nearest, confidence }
  }
}

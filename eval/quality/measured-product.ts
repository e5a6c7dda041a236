import { createAnswering } from '../../src/answering/answering.ts'
import type { Reply } from '../../src/answering/reply.ts'
import { createIndex } from '../../src/app.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import type { Found } from '../../src/search/found.ts'

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
}

/** Indexes answers as the product does, with the vocabulary that ships. */
export async function createMeasuredProduct(answers: readonly WrittenAnswer[]): Promise<MeasuredProduct> {
  const corpus = createCorpus(answers)
  const index = await createIndex()
  index.add(answers)
  const { ask, parse } = createAnswering({ corpus, index })
  const byId = new Map(answers.map((answer) => [answer.questions[0].id, answer]))

  const askFor = async (question: string, shown: number) => outcomeOf(await ask(parse(question), { others: shown - 1 }))
  return {
    ask: askFor,
    async askWithout(ids, question, shown) {
      const removed = [...ids].flatMap((id) => byId.get(id) ?? [])
      for (const answer of removed) corpus.remove(answerKey(answer))
      index.remove(removed.map(answerKey))
      try {
        return await askFor(question, shown)
      } finally {
        for (const answer of removed) corpus.put(answer)
        index.add(removed)
      }
    },
  }
}

function outcomeOf(reply: Reply): Outcome {
  switch (reply.kind) {
    case 'answer':
      return { verdict: 'answer', found: [reply.best, ...reply.others], confidence: undefined }
    case 'no-answer':
      return { verdict: 'nothing', found: reply.nearest, confidence: undefined }
  }
}

import { hash } from 'node:crypto'
import type { WrittenAnswer } from '../../record/answer.ts'
import { answerKey } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'
import { type AnswerFacts, factsOf } from '../question/filter-answers.ts'

/** An answer as it is indexed: its texts as the numbers of their terms, in the order in which they stand. */
export interface IndexedAnswer {
  key: string
  /** The day it was given. */
  answered: string
  /** The heading and the questions. */
  about: Uint32Array
  passages: readonly Uint32Array[]
  /** A hash of the texts: an answer with the same one need not be analysed again. */
  fingerprint: string
}

/** An answer that is to be indexed. Its texts are analysed when `indexed` is called: an index may have them already. */
export interface AnswerToIndex {
  key: string
  fingerprint: string
  facts: () => AnswerFacts
  indexed: () => IndexedAnswer
}

/** @param analyse gives the numbers of a text's terms */
export function answerToIndex(answer: WrittenAnswer, analyse: (text: string) => Uint32Array): AnswerToIndex {
  const { answered } = answer
  const key = answerKey(answer)
  const about = aboutText(answer)
  const passages = answer.passages.map(passageText)
  const fingerprint = hash('sha1', JSON.stringify([answered, about, ...passages]))
  return {
    key,
    fingerprint,
    facts: () => factsOf(answer),
    indexed: () => ({ key, answered, about: analyse(about), passages: passages.map(analyse), fingerprint }),
  }
}

/** The heading and the questions in one text. */
export function aboutText({ heading, questions }: Pick<WrittenAnswer, 'heading' | 'questions'>): string {
  return [heading, ...questions.map(({ text }) => text)].join('\n')
}

/** The analysed texts of an answer: what it is about, then its passages. */
export function textsOf({ about, passages }: IndexedAnswer): Uint32Array[] {
  return [about, ...passages]
}

/** The distinct terms of all texts of an answer. */
export function distinctOf(answer: IndexedAnswer): Uint32Array {
  const texts = textsOf(answer)
  const all = new Uint32Array(texts.reduce((length, text) => length + text.length, 0))
  let end = 0
  for (const text of texts) {
    all.set(text, end)
    end += text.length
  }
  return distinct(all)
}

/** The distinct terms of a text, sorted: by sorting, which is quicker here than a Set. */
export function distinct(text: Uint32Array): Uint32Array {
  const sorted = text.toSorted()
  let count = 0
  for (const term of sorted) if (count === 0 || term !== sorted[count - 1]) sorted[count++] = term
  return sorted.subarray(0, count)
}

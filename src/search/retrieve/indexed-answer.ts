import { hash } from 'node:crypto'
import type { WrittenAnswer } from '../../record/answer.ts'
import { answerKey } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'

/** An answer as it is indexed: its texts as the numbers of their terms, in the order in which they stand. */
export interface IndexedAnswer {
  key: string
  /** The day it was given, and the same in years since 1970. */
  answered: string
  years: number
  /** The heading and the questions. */
  about: Uint32Array
  passages: readonly Uint32Array[]
  /** A hash of the texts: an answer with the same one need not be analysed again. */
  fingerprint: string
}

const YEAR_MS = 365.25 * 86_400_000

/** What of an answer is indexed, before analysis. */
export interface AnswerTexts extends Pick<IndexedAnswer, 'key' | 'answered' | 'fingerprint'> {
  about: string
  passages: readonly string[]
}

export function answerTexts(answer: WrittenAnswer): AnswerTexts {
  const { heading, questions, answered } = answer
  const about = [heading, ...questions.map(({ text }) => text)].join('\n')
  const passages = answer.passages.map(passageText)
  const fingerprint = hash('sha1', JSON.stringify([answered, about, ...passages]))
  return { key: answerKey(answer), answered, about, passages, fingerprint }
}

/** Analyses an answer; `analyse` gives the numbers of a text's terms. */
export function indexAnswer(
  { key, answered, about, passages, fingerprint }: AnswerTexts,
  analyse: (text: string) => Uint32Array,
): IndexedAnswer {
  return {
    key,
    answered,
    years: Date.parse(answered) / YEAR_MS,
    about: analyse(about),
    passages: passages.map(analyse),
    fingerprint,
  }
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

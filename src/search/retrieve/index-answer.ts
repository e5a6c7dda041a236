import type { WrittenAnswer } from '../../record/answer.ts'
import { answerKey } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'
import type { IndexedAnswer } from '../rank/scorer.ts'

const YEAR_MS = 365.25 * 86_400_000

/** An answer as terms by number, which `idsOf` makes of each of its texts. */
export function indexAnswer(answer: WrittenAnswer, idsOf: (text: string) => Uint32Array): IndexedAnswer {
  const { heading, questions, passages, answered } = answer
  return {
    key: answerKey(answer),
    answered,
    years: Date.parse(answered) / YEAR_MS,
    about: idsOf([heading, ...questions.map(({ text }) => text)].join('\n')),
    passages: passages.map((passage) => idsOf(passageText(passage))),
  }
}

/** The different terms of all its texts. */
export function allTerms({ about, passages }: IndexedAnswer): Uint32Array {
  const all = new Uint32Array(passages.reduce((sum, { length }) => sum + length, about.length))
  let at = 0
  for (const text of [about, ...passages]) {
    all.set(text, at)
    at += text.length
  }
  return different(all)
}

/** The different terms of a text. */
export function different(text: Uint32Array): Uint32Array {
  const sorted = text.toSorted()
  let count = 0
  for (const term of sorted) if (count === 0 || term !== sorted[count - 1]) sorted[count++] = term
  return sorted.subarray(0, count)
}

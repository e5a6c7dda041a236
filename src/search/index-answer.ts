import { answerKey, type WrittenAnswer } from '../corpus/answer.ts'
import { passageText } from '../corpus/passage-text.ts'
import type { IndexedAnswer } from './scorer.ts'

const YEAR_MS = 365.25 * 86_400_000

/** An answer as terms: `termsOf` makes them of a text, `id` gives each its number. */
export function indexAnswer(
  answer: WrittenAnswer,
  { termsOf, id }: { termsOf: (text: string) => readonly string[]; id: (term: string) => number },
): IndexedAnswer {
  const { heading, questions, passages, answered } = answer
  const terms = (text: string) => {
    const all = termsOf(text)
    const ids = new Uint32Array(all.length)
    for (let place = 0; place < all.length; place++) ids[place] = id(all[place] as string)
    return ids
  }
  return {
    key: answerKey(answer),
    answered,
    years: Date.parse(answered) / YEAR_MS,
    about: terms([heading, ...questions.map(({ text }) => text)].join('\n')),
    passages: passages.map((passage) => terms(passageText(passage))),
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

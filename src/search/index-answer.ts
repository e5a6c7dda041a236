import { answerKey, type WrittenAnswer } from '../corpus/answer.ts'
import { passageText } from '../corpus/passage-text.ts'
import type { IndexedAnswer } from './scorer.ts'

const YEAR_MS = 365.25 * 86_400_000

/** An answer as terms, which `terms` makes of each of its texts. */
export function indexAnswer(answer: WrittenAnswer, terms: (text: string) => Uint32Array): IndexedAnswer {
  const { heading, questions, passages, answered } = answer
  return {
    key: answerKey(answer),
    answered,
    years: Date.parse(answered) / YEAR_MS,
    about: terms([heading, ...questions.map(({ text }) => text)].join('\n')),
    passages: passages.map((passage) => terms(passageText(passage))),
  }
}

/** The different terms of all its texts. */
export function termsOf({ about, passages }: IndexedAnswer): Set<number> {
  const all = new Set(about)
  for (const passage of passages) for (const term of passage) all.add(term)
  return all
}

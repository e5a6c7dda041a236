import type { WrittenAnswer } from '../record/answer.ts'
import { passageText } from '../record/passage-text.ts'
import { cutText } from './cut.ts'

/** A shorter passage introduces another, or says only that there is an answer. */
const MIN_CHARS = 40

/** The beginning of an answer on one line of at most `limit` characters: of its first passage that says something. */
export function firstWords({ passages }: WrittenAnswer, limit: number): string {
  const texts = passages.map((passage) => passageText(passage).replace(/\s+/g, ' ').trim())
  const text = texts.find((text) => text.length >= MIN_CHARS && !text.endsWith(':')) ?? texts[0] ?? ''
  return text.length <= limit ? text : `${cutText(text, limit - 1).head}…`
}

import type { Passage, WrittenAnswer } from '../record/answer.ts'
import { passageText } from '../record/passage-text.ts'
import { cutText } from './cut.ts'

/** A shorter passage introduces another, or says only that there is an answer. */
const MIN_CHARS = 40

/** The beginning of an answer on one line of at most `limit` characters: of its first passage that says something. */
export function firstWords({ passages }: WrittenAnswer, limit: number): string {
  const texts = passages.map(onOneLine)
  const text = texts.find((text) => text.length >= MIN_CHARS && !text.endsWith(':')) ?? texts[0] ?? ''
  return beginning(text, limit)
}

/** The beginning of a passage on one line of at most `limit` characters. */
export function firstWordsOf(passage: Passage, limit: number): string {
  return beginning(onOneLine(passage), limit)
}

const onOneLine = (passage: Passage) => passageText(passage).replace(/\s+/g, ' ').trim()

const beginning = (text: string, limit: number) => (text.length <= limit ? text : `${cutText(text, limit - 1).head}…`)

import { createHash } from 'node:crypto'
import type { WrittenAnswer } from '../../record/answer.ts'
import { passageText } from '../../record/passage-text.ts'
import type { PassageToEmbed } from './embedder.ts'

/** Longer contexts were not trained on. */
const MAX_CONTEXT_CHARS = 220

/**
 * Whom a question is put to, up to the question itself: "To ask the Secretary of State for Education, ". The names of
 * offices have commas, so it ends where a question starts; where the comma is missing, at a word that no office has.
 */
const ASKED_OF =
  /^\s*to ask .{1,150}?(?:,\s*(?=(?:what|whether|if|how|when|which|who|whose|why|where|with|pursuant|further|following|for|in|on|to|of|by|under|since|from|will|as|at|given|after)\b)|\s+(?=(?:what|whether|if|how|when|which|who|why|pursuant|with reference)\b))/is

/** A question without whom it is put to. */
export function withoutAddressee(question: string): string {
  return question.replace(ASKED_OF, '')
}

/**
 * A passage as the model was trained to read it: its text, and as context the answer's heading, ". ", and its first
 * question without whom it is put to.
 */
export function passageToEmbed(answer: WrittenAnswer, index: number): PassageToEmbed {
  const passage = answer.passages[index]
  const question = withoutAddressee(answer.questions[0].text)
  return {
    context: `${answer.heading}. ${question}`.slice(0, MAX_CONTEXT_CHARS),
    text: passage ? passageText(passage) : '',
  }
}

/** What a stored vector is kept under, together with the model's name: the sha256 of what was embedded, in hex. */
export function embeddingKey({ context, text }: PassageToEmbed): string {
  return createHash('sha256')
    .update(JSON.stringify([context, text]))
    .digest('hex')
}

import { cutText } from '../../wording/cut.ts'
import { LIMITS } from '../limits.ts'

/** What else a button's value holds, generously. */
const FRAME = 150

/**
 * A question as a button can carry it: whole where it fits, else cut behind a sentence or word. The search weighs a
 * question's first hundred terms, and what fits is about three times as many. `room` is for the question as JSON.
 */
export function carriedQuestion(question: string, room: number = LIMITS.button.value - FRAME): string {
  let carried = question.trim()
  for (let limit = room; JSON.stringify(carried).length > room; limit = Math.floor(limit * 0.8))
    carried = cutText(carried, limit).head
  return carried
}

/** The JSON that a button's value or a view's private_metadata holds; undefined for what is none. */
export function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

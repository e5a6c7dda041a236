import { parseFilters } from '../../search/question/filters.ts'
import { writtenFilter } from '../../search/question/written-filter.ts'
import { cutText } from '../../wording/cut.ts'
import { LIMITS } from '../limits.ts'

/** What else a button's value holds, generously. */
const FRAME = 150

/**
 * A question as a button can carry it: whole where it fits, else cut behind a sentence or word, with its filters behind
 * that, so that it goes on asking for the same answers. The search weighs a question's first hundred terms, and what
 * fits is about three times as many. `room` is for the question as JSON.
 */
export function carriedQuestion(question: string, room: number = LIMITS.button.value - FRAME): string {
  const fits = (text: string) => JSON.stringify(text).length <= room
  const whole = question.trim()
  if (fits(whole)) return whole
  const { text, filters } = parseFilters(whole)
  const written = filters.map((filter) => ` ${writtenFilter(filter)}`).join('')
  const behind = written.length < room / 2 ? written : ''
  let carried = text
  for (let limit = room; !fits(carried + behind); limit = Math.floor(limit * 0.8))
    carried = cutText(carried, limit).head
  return carried + behind
}

/** The JSON that a button's value or a view's private_metadata holds; undefined for what is none. */
export function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

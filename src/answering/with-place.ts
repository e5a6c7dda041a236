import { MONTH_NAMES } from '../record/dates.ts'
import { withoutEnd } from '../search/question/without-end.ts'
import type { PlaceSpan } from '../search/text/place-names.ts'

type PlacesIn = (text: string) => readonly PlaceSpan[]

/** What may stand before the place that a message asks for: "and in Surrey?", "what about Kent", "same for Essex?" */
const LEAD =
  /^(?:(?:and|or|but|so|only|just)\s+)*(?:(?:what|how) about\s+)?(?:(?:and\s+)?(?:the\s+)?same\s+)?(?<preposition>(?:in|for|at|near|around|across|from|within)\s+)?/i
/** A place that the vocabulary doesn't have. */
const CAPITALISED = /^(?:the )?\p{Lu}\p{Ll}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*$/u
const CAPITALISED_AT_END = /(?<= in )(?:the )?\p{Lu}\p{Ll}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)*$/u

/**
 * The question `before` for the place that a message consists of, with that place instead of its own; undefined if the
 * message isn't a place. Places are those of the vocabulary, and after "in" any name with a capital.
 */
export function withPlace(message: string, before: string, placesIn: PlacesIn): string | undefined {
  const found = LEAD.exec(message)
  const preposition = found?.groups?.preposition?.trim()
  const place = withoutEnd(message.slice(found?.[0].length)).trim()
  const [known, ...more] = placesIn(place)
  const isKnown = known?.start === 0 && known.end === place.length && more.length === 0
  const isIn = preposition?.toLowerCase() === 'in'
  const isNamed = isIn && CAPITALISED.test(place) && MONTH_NAMES.every((month) => month !== place)
  if (!isKnown && !isNamed) return undefined

  const question = withoutEnd(before)
  const old = placesIn(question).at(-1) ?? placeAtEnd(question)
  if (old) return `${question.slice(0, old.start)}${place}${question.slice(old.end)}`
  return `${question} ${preposition ?? 'in'} ${place}`
}

function placeAtEnd(question: string): PlaceSpan | undefined {
  const found = CAPITALISED_AT_END.exec(question)
  return found ? { start: found.index, end: question.length } : undefined
}

import { type Reference, Uin } from './answer.ts'
import { parseLongDate } from './dates.ts'

/** How far behind its opening words a reference still names questions: a sentence, whose end "hon." makes hard to see. */
const REACH_CHARS = 320

const PURSUANT = /\bpursuant to\b[^.;]{0,60}?\b(?:answers?|repl(?:y|ies)|responses?)\b/gi
const REFERRAL =
  /\b(?:I|we)\b[^.\n]{0,40}?\brefer\s(?:(?!\brefer).){0,160}?\b(?:answers?|repl(?:y|ies)|responses?|questions?|PQs?)\b/gis

const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december'
/** A number that is no day of the month, with the mark that a list of parts puts before it: "(b) 15934". */
const NUMBER = String.raw`(?:\([a-z]\)\s*)?(?:(?:W?PQ|UIN)\s*)?(?:HL ?)?\d{2,7}\b(?!\s+(?:${MONTH}))`
const UINS = new RegExp(
  String.raw`\b(?:(?:questions?|W?PQs?|UINs?)[\s,:]*(?:(?:numbers?|nos?\.?|UINs?|W?PQs?|to)\s*)*(?=[(\dhuwp])|(?=HL ?\d))` +
    String.raw`(?<uins>${NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)${NUMBER})*)`,
  'gi',
)
const DATE = new RegExp(String.raw`\b(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>${MONTH})(?:\s+(?<year>\d{4}))?`, 'gi')

/** What a question says that it is asked pursuant to. `answered` is the day that this question was answered. */
export function pursuantReferences(question: string, answered: string): Reference[] {
  return read('pursuant', PURSUANT, question, answered)
}

/** The questions that an answer refers the member to. `answered` is the day of this answer. */
export function referralReferences(answer: string, answered: string): Reference[] {
  return read('referral', REFERRAL, answer, answered)
}

function read(kind: Reference['kind'], opening: RegExp, text: string, by: string): Reference[] {
  const starts = [...text.matchAll(opening)].map(({ index }) => index)
  const found = starts.flatMap((start, nth) => {
    const stop = Math.min(start + REACH_CHARS, starts[nth + 1] ?? text.length, paragraphEnd(text, start))
    const reach = text.slice(start, stop)
    const numbers = [...reach.matchAll(UINS)].flatMap((match) => match.groups?.uins?.match(/(?:HL ?)?\d{2,7}/gi) ?? [])
    const uins = numbers.flatMap((number) => asRecorded(number) ?? [])
    const days = [...reach.matchAll(DATE)].flatMap((match) => dayBefore(match.groups ?? {}, by) ?? [])
    return uins.map((uin, index): Reference => {
      const day = days.length === uins.length ? days[index] : days[0]
      return { kind, uin, ...(day && { answered: day }) }
    })
  })
  return [...new Map(found.map((reference) => [`${reference.uin} ${reference.answered}`, reference])).values()]
}

/** A number as the record has it: "HL 5566" is HL5566, "09540" is 9540, and nothing but noughts is no UIN. */
function asRecorded(number: string): string | undefined {
  return Uin.safeParse(number.toUpperCase().replace(/^(HL)? ?0*/, '$1')).data
}

function paragraphEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** A date without a year is the last such day before the answer that speaks of it. */
function dayBefore(date: Record<string, string>, by: string): string | undefined {
  const { day, month, year } = date
  if (year) return parseLongDate(`${day} ${month} ${year}`)
  const inYearOf = parseLongDate(`${day} ${month} ${by.slice(0, 4)}`)
  return inYearOf && inYearOf > by ? parseLongDate(`${day} ${month} ${Number(by.slice(0, 4)) - 1}`) : inYearOf
}

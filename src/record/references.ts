import type { Passage, Reference } from './answer.ts'
import { MONTH_NAMES, parseLongDate } from './dates.ts'
import { normaliseUin } from './identity.ts'
import { passageText } from './passage-text.ts'

/** How far after its opening words a reference may name questions: about a sentence, whose end can't be told from "hon.". */
const REACH_CHARS = 320

const PURSUANT = /\bpursuant to\b[^.;]{0,60}?\b(?:answers?|repl(?:y|ies)|responses?)\b/gi
const REFERRAL =
  /\b(?:I|we)\b[^.\n]{0,40}?\brefer\s(?:(?!\brefer).){0,160}?\b(?:answers?|repl(?:y|ies)|responses?|questions?|PQs?)\b/gis

const MONTH = MONTH_NAMES.join('|')
/** A number that isn't a day of the month, with the mark of a numbered part before it: "(b) 15934". */
const NUMBER = String.raw`(?:\([a-z]\)\s*)?(?:(?:W?PQ|UIN)\s*)?(?:HL ?)?\d{2,7}\b(?!\s+(?:${MONTH}))`
const UINS = new RegExp(
  String.raw`\b(?:(?:questions?|W?PQs?|UINs?)[\s,:]*(?:(?:numbers?|nos?\.?|UINs?|W?PQs?|to)\s*)*(?=[(\dhuwp])|(?=HL ?\d))` +
    String.raw`(?<uins>${NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)${NUMBER})*)`,
  'gi',
)
const DATE = new RegExp(String.raw`\b(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>${MONTH})(?:\s+(?<year>\d{4}))?`, 'gi')

/** The questions whose answers a question is asked pursuant to. `answered` is the day on which it was answered. */
export function pursuantReferences(question: string, answered: string): Reference[] {
  return referencesIn('pursuant', PURSUANT, question, answered)
}

/** The questions that an answer refers the member to. `answered` is the day of this answer. */
export function referralReferences(answer: readonly Passage[], answered: string): Reference[] {
  return referencesIn('referral', REFERRAL, answer.map(passageText).join('\n'), answered)
}

function referencesIn(kind: Reference['kind'], opening: RegExp, text: string, by: string): Reference[] {
  const starts = [...text.matchAll(opening)].map(({ index }) => index)
  const found = starts.flatMap((start, nth) => {
    const stop = Math.min(start + REACH_CHARS, starts[nth + 1] ?? text.length, paragraphEnd(text, start))
    const reach = text.slice(start, stop)
    const numbers = [...reach.matchAll(UINS)].flatMap((match) => match.groups?.uins?.match(/(?:HL ?)?\d{2,7}/gi) ?? [])
    const uins = numbers.flatMap((number) => normaliseUin(number) ?? [])
    const days = [...reach.matchAll(DATE)].flatMap((match) => dayBefore(match.groups ?? {}, by) ?? [])
    return uins.map((uin, index): Reference => {
      const day = days.length === uins.length ? days[index] : days[0]
      return { kind, uin, ...(day && { answered: day }) }
    })
  })
  return [...new Map(found.map((reference) => [`${reference.uin} ${reference.answered}`, reference])).values()]
}

function paragraphEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The day of a date. One without a year is the last such day before `by`, the day of the text that names it. */
function dayBefore(date: Record<string, string>, by: string): string | undefined {
  const { day, month, year } = date
  if (year) return parseLongDate(`${day} ${month} ${year}`)
  const inYearOf = parseLongDate(`${day} ${month} ${by.slice(0, 4)}`)
  return inYearOf && inYearOf > by ? parseLongDate(`${day} ${month} ${Number(by.slice(0, 4)) - 1}`) : inYearOf
}

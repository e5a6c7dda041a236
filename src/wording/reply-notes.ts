import type { Reply } from '../answering/reply.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import type { Found } from '../search/found.ts'
import { WORDS } from './words.ts'

/** Something that the reader of a passage should know, with links to the pages it is about. */
export interface Note {
  text: string
  links: { text: string; url: string }[]
}

/** An answer that is at least this old is marked with its age. */
const OLD_YEARS = 2
const MAX_LINKS = 5

/** How the question was understood, a line each: its filters, what is wrong with them, words that were read as others. */
export function questionNotes(reply: Reply): string[] {
  const { filters = [], repaired = [] } = reply
  const wrong = reply.kind === 'no-answer' ? (reply.wrongFilters ?? []) : []
  return [
    ...wrong.map(({ typed, reason }) => `${typed}: ${WORDS.filterProblem[reason]}.`),
    ...(filters.length > 0
      ? [`${WORDS.lookedOnly} ${filters.map(({ name, value }) => WORDS.filter[name](value)).join(', ')}.`]
      : []),
    ...repaired.map(({ typed, read }) => WORDS.didYouMean(typed, read)),
  ]
}

/** What to know of a passage before relying on it. `today` (`yyyy-mm-dd`) is the day to which its age is counted. */
export function passageNotes(found: Found, today: string): Note[] {
  const years = yearsBetween(found.answer.answered, today)
  return [
    ...(years >= OLD_YEARS ? [plain(WORDS.old(years))] : []),
    ...(found.newer ? [{ text: `${WORDS.newerThere}:`, links: [pageOf(found.newer.answer)] }] : []),
    ...marks(found),
  ]
}

/** The notes that a passage has in a list, too: corrected, a holding answer, a referral, given more than once. */
export function marks({ answer, alsoGiven = [], refersTo = [], referredThrough = [] }: Found): Note[] {
  const referred = new Set(
    [...refersTo, ...referredThrough].flatMap(({ questions }) => questions.map(({ uin }) => uin)),
  )
  const elsewhere = answer.references.filter(({ kind, uin }) => kind === 'referral' && !referred.has(uin))
  return [
    ...(answer.holding ? [plain(WORDS.holding)] : []),
    ...(answer.corrected === undefined ? [] : [plain(WORDS.corrected(longDate(answer.corrected)))]),
    ...(refersTo.length > 0 ? [{ text: `${WORDS.referral}:`, links: refersTo.slice(0, MAX_LINKS).map(pageOf) }] : []),
    ...(elsewhere.length > 0 ? [plain(WORDS.referralElsewhere(elsewhere.map(({ uin }) => uin).join(', ')))] : []),
    ...(alsoGiven.length > 0
      ? [
          {
            text: WORDS.alsoGiven,
            links: alsoGiven
              .slice(0, MAX_LINKS)
              .map(({ answer }) => ({ text: longDate(answer.answered), url: answer.source })),
          },
        ]
      : []),
  ]
}

/** A note as a line of plain text. */
export function noteText({ text, links }: Note): string {
  return [text, links.map((link) => `${link.text} (${link.url})`).join(', ')].filter((part) => part !== '').join(' ')
}

function plain(text: string): Note {
  return { text, links: [] }
}

function pageOf({ heading, answered, source }: WrittenAnswer): Note['links'][number] {
  return { text: `${heading}, ${longDate(answered)}`, url: source }
}

/** Whole years between two days. */
function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

import type { Reply } from '../answering/reply.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import type { Found } from '../search/found.ts'
import { WORDS } from './words.ts'

/** Something that the reader of a reply should know, with the pages that it speaks of. */
export interface Note {
  text: string
  links: { text: string; url: string }[]
}

/** From so many years on an answer says how old it is. */
const OLD_YEARS = 2
const MAX_LINKS = 5

/** How the question was understood: what restricts the answers, what is wrong with that, words read as others. */
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

/** What to know of a passage before relying on it. `today` is a day as the record dates things. */
export function passageNotes(found: Found, today: string): Note[] {
  const years = yearsBetween(found.answer.answered, today)
  return [
    ...(years >= OLD_YEARS ? [plain(WORDS.old(years))] : []),
    ...(found.newer ? [{ text: `${WORDS.newerThere}:`, links: [pageOf(found.newer.answer)] }] : []),
    ...marks(found),
  ]
}

/** What marks a passage among others: whether it is corrected, a holding answer, a referral, or was given again. */
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

/** Whole years from one day to another. */
function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

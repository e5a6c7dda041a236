import type { NoAnswerReply, Reply } from '../answering/reply.ts'
import type { Shortfall } from '../answering/shortfall.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { Filter } from '../search/question/filter.ts'
import { cutText } from './cut.ts'
import { WORDS } from './words.ts'

/** Something that the reader of a passage should know, with links to the pages it is about; `before` is text before a link. */
export interface Note {
  text: string
  links: { text: string; url: string; before?: string }[]
}

type MissingWords = NonNullable<Shortfall['missing']>

/** An answer that is at least this old is marked with its age. */
const OLD_YEARS = 2
const MAX_LINKS = 5
const MAX_WORDS = 8
const MAX_WORD_CHARS = 60

/** Which filters were used, if any were. */
export function lookedOnlyNote(filters: readonly Filter[]): string[] {
  if (filters.length === 0) return []
  return [`${WORDS.lookedOnly} ${filters.map(({ name, value }) => WORDS.filter[name](value)).join(', ')}.`]
}

/** How the question was understood, a line each: its filters, a time from which there is nothing, words that were read as others. */
export function questionNotes({ filters = [], repaired = [], noneGivenIn }: Reply): string[] {
  return [
    ...lookedOnlyNote(filters),
    ...(noneGivenIn === undefined ? [] : [WORDS.noneGivenIn(longDate(noneGivenIn))]),
    ...repaired.map(({ typed, read }) => WORDS.didYouMean(typed, read)),
  ]
}

/** The words of the question that the passage shown doesn't mention, and those that no answer does: a line each. */
export function missingNotes({ missing = [] }: Shortfall): string[] {
  return missingLines(missing, WORDS.doesntMention)
}

/** The same for a reply without an answer. With no passage shown, it has only the words that no answer mentions. */
export function missingWithoutAnswer({ missing = [], nearest }: NoAnswerReply): string[] {
  const shown = missing.filter(({ inRecord }) => !inRecord || nearest.length > 0)
  return missingLines(shown, WORDS.nearestDoesntMention)
}

function missingLines(missing: MissingWords, sentence: (words: readonly string[]) => string): string[] {
  const words = (inRecord: boolean) =>
    missing
      .filter((one) => one.inRecord === inRecord)
      .slice(0, MAX_WORDS)
      .map(({ word }) => cutText(word, MAX_WORD_CHARS).head)
  const [here, nowhere] = [words(true), words(false)]
  return [...(here.length > 0 ? [sentence(here)] : []), ...(nowhere.length > 0 ? [WORDS.noneMention(nowhere)] : [])]
}

/** What to say with a passage that is used elsewhere: that it is only the closest found, and what it doesn't mention. */
export function shortfallNotes(shortfall: Shortfall): string[] {
  return [...(shortfall.closest ? [WORDS.onlyClosest] : []), ...missingNotes(shortfall)]
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
    ...(alsoGiven.length > 0 ? [{ text: WORDS.alsoGiven, links: linksByDay(alsoGiven).slice(0, MAX_LINKS) }] : []),
  ]
}

/** A link for each answer, by its day. Where a day has several, the day is there once, and its links are numbered. */
function linksByDay(given: readonly PassageOfAnswer[]): Note['links'] {
  const days = Map.groupBy(given, ({ answer }) => answer.answered)
  return [...days].flatMap(([day, all]) =>
    all.map(({ answer: { source: url } }, nth) => {
      if (all.length === 1) return { text: longDate(day), url }
      return {
        text: String(nth + 1),
        url,
        ...(nth === 0 && { before: `${WORDS.timesOn(longDate(day), all.length)}: ` }),
      }
    }),
  )
}

/** A note as a line of plain text. */
export function noteText({ text, links }: Note): string {
  return [text, links.map(({ before = '', text, url }) => `${before}${text} (${url})`).join(', ')]
    .filter((part) => part !== '')
    .join(' ')
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

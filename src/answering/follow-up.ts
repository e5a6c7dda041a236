import { firstDay } from '../record/dates.ts'
import type { Filter } from '../search/question/filter.ts'
import { composeQuestion, type Question } from '../search/question/question.ts'

/** What a message in a conversation asks for. */
export type FollowUp =
  | { kind: 'ask'; question: Question }
  /** The next page of the passages found last. */
  | { kind: 'more' }
  /** Who said what was quoted last, and when. */
  | { kind: 'who' }

const MORE = /^(?:(?:show (?:me )?|any(?:thing)? )?(?:more|else)(?: results)?|what else|next)(?:,? please)?\W*$/i
const WHO =
  /^(?:and |so )?(?:(?:who|which minister) (?:said|answered|wrote|told|was)|when was)(?: (?:that|this|it))?(?: (?:said|answered))?\W*$/i
const LEAD = '^(?:and |only |(?:and )?(?:what|how) about )?'
const DATES = new RegExp(
  String.raw`${LEAD}(?<word>since|from|after|before|in) (?<day>\d{4}(?:-\d\d(?:-\d\d)?)?)\W*$`,
  'i',
)
const HOUSE = new RegExp(String.raw`${LEAD}(?:in |from |by )?(?:the )?(?:house of )?(?<house>lords|commons)\W*$`, 'i')
/** What may be left of a message whose filters are all that it says: "and house:lords?", "answered by Zahawi". */
const LEAD_ALONE = /^(?:and|only|(?:and )?(?:what|how) about)?\s*(?:said|answered|given)?\W*$/i
const ADDED = /^(?:(?:and )?(?:what|how) about|and)\s+(?<rest>\S.*?)[\s?.!]*$/is
/** "in Surrey?", with nothing before it. */
const ADDED_BARE = /^(?<rest>(?:in|for|at|under)\s+\S+(?:\s+\S+)?)$/i
/** Longer additions are taken for questions of their own. */
const MAX_ADDED_WORDS = 4
/** "in Kent" at the end of a question, which "and in Surrey?" replaces. */
const PLACE_AT_END = /\s+in(?: (?:the|\p{Lu}[\p{L}'’-]*))+$/u
const DATE_FILTERS: readonly Filter['name'][] = ['since', 'before', 'in']

/** What was understood of a follow-up besides its words. */
interface Narrowing {
  filters: readonly Filter[]
  year?: string | undefined
}

/**
 * What a message means after `last`, the question asked before it in its conversation. `now` is the message as parsed
 * by itself, `typed` its text; `hasPassage` says whether a passage was quoted. In doubt the message is a question of its own.
 */
export function followUp(typed: string, now: Question, last: Question, hasPassage: boolean): FollowUp {
  const onItsOwn: FollowUp = { kind: 'ask', question: now }
  if (MORE.test(typed)) return { kind: 'more' }
  if (WHO.test(typed)) return hasPassage ? { kind: 'who' } : onItsOwn
  if (now.wrong.length > 0 || now.filters.some(({ name }) => name === 'uin')) return onItsOwn

  const narrowing = narrowingOf(typed, now)
  if (narrowing) return { kind: 'ask', question: narrowed(last, textOf(last), narrowing) }

  const own = textOf(now)
  // A message that begins with a filter is no addition: "by Zahawi and Ford in letters?"
  if (firstWord(own) !== firstWord(typed)) return onItsOwn
  const rest = (ADDED.exec(own) ?? ADDED_BARE.exec(withoutEnd(own)))?.groups?.rest
  if (rest === undefined || rest.split(/\s+/).length > MAX_ADDED_WORDS) return onItsOwn
  const before = withoutEnd(textOf(last))
  const isPlace = PLACE_AT_END.test(` ${rest}`)
  const text = `${isPlace ? before.replace(PLACE_AT_END, '') : before} ${rest}`
  return { kind: 'ask', question: narrowed(last, text, { filters: now.filters, year: now.year?.value }) }
}

/** The text of a question without filters and without a year in plain words. */
const textOf = ({ text, year }: Question) => year?.text ?? text
const firstWord = (text: string) => text.trimStart().split(/\s/)[0]
const withoutEnd = (text: string) => text.replace(/[\s?.!]+$/, '')

/** What a message that only narrows the last question asks for: "since 2024?", "and in the Lords?", "by Zahawi?". */
function narrowingOf(typed: string, now: Question): Narrowing | undefined {
  const { word = '', day } = DATES.exec(typed)?.groups ?? {}
  if (day !== undefined && firstDay(day) !== undefined)
    return word.toLowerCase() === 'in' && day.length === 4
      ? { filters: [], year: day }
      : { filters: dateFilters(word.toLowerCase(), day) }
  const house = HOUSE.exec(typed)?.groups?.house?.toLowerCase()
  if (house !== undefined) return { filters: [{ name: 'house', value: house === 'lords' ? 'Lords' : 'Commons' }] }
  return now.filters.length > 0 && LEAD_ALONE.test(now.text) ? { filters: now.filters } : undefined
}

function dateFilters(word: string, day: string): Filter[] {
  if (word === 'before') return [{ name: 'before', value: day }]
  if (word === 'after') return [{ name: 'since', value: following(day) }]
  const since: Filter = { name: 'since', value: day }
  return word === 'in' ? [since, { name: 'before', value: following(day) }] : [since]
}

/** The next year, month or day. */
function following(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year + 1)
  const next = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
  return new Date(next).toISOString().slice(0, date.length)
}

/** The last question with another text and more filters. A new filter replaces its namesake; a date or year replaces all dates. */
function narrowed(last: Question, text: string, { filters, year }: Narrowing): Question {
  const isDate = ({ name }: Filter) => DATE_FILTERS.includes(name)
  const isDated = year !== undefined || filters.some(isDate)
  const kept = last.filters.filter((one) => !(isDated && isDate(one)) && filters.every(({ name }) => name !== one.name))
  return composeQuestion({
    text,
    year: year ?? (isDated ? undefined : last.year?.value),
    filters: [...kept, ...filters],
  })
}

import type { Names } from '../record/names.ts'
import { type Filter, parseFilters } from '../search/question/filters.ts'
import { filtersInPlainWords } from '../search/question/plain-filters.ts'
import type { Turn } from '../slack/conversation/conversations.ts'
import { joined, narrowed, partsOf } from './question-parts.ts'

/** What a message in a conversation asks for. */
export type FollowUp =
  | { kind: 'ask'; question: string }
  /** The next of the passages found last. */
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
const BY = new RegExp(String.raw`${LEAD}(?:said |answered |given )?(?<by>(?:asked )?by \S.*?)\W*$`, 'i')
/** What may stand around filters that are written as such: "and house:lords?" */
const LEAD_ALONE = /^(?:and|only|(?:and )?(?:what|how) about)?\W*$/i
const ADDED = /^(?:(?:and )?(?:what|how) about|and)\s+(?<rest>\S.*?)[\s?.!]*$/is
/** "in Surrey?", with nothing before it. */
const ADDED_BARE = /^(?<rest>(?:in|for|at|under)\s+\S+(?:\s+\S+)?)$/i
/** What is longer says enough to be a question of its own. */
const MAX_ADDED_WORDS = 4
/** "in Kent", at the end of a question: what "and in Surrey?" takes the place of. */
const PLACE_AT_END = /\s+in(?: (?:the|\p{Lu}[\p{L}'’-]*))+$/u

/**
 * What a message means after what was last asked and answered in its thread; its words as they stand when in doubt.
 * A name counts as a minister's or a member's where `names` has it.
 */
export function followUp(text: string, last: Turn | undefined, names: Names): FollowUp {
  const asItStands: FollowUp = { kind: 'ask', question: text }
  if (last === undefined) return asItStands
  if (MORE.test(text)) return { kind: 'more' }
  if (WHO.test(text)) return last.best === undefined ? asItStands : { kind: 'who' }

  const parts = partsOf(last.question, names)
  const ask = (question: string): FollowUp => ({ kind: 'ask', question })
  const dates = DATES.exec(text)?.groups
  if (dates?.word?.toLowerCase() === 'in' && dates.day?.length === 4)
    return ask(joined({ ...narrowed(parts, []), year: dates.day }))
  const filters = dates
    ? dateFilters(String(dates.word).toLowerCase(), String(dates.day))
    : (houseFilter(text) ?? nameFilters(text, names) ?? writtenFilters(text))
  if (filters) return ask(joined(narrowed(parts, filters)))

  const rest = (ADDED.exec(text) ?? ADDED_BARE.exec(text.replace(/[\s?.!]+$/, '')))?.groups?.rest
  if (rest === undefined || rest.split(/\s+/).length > MAX_ADDED_WORDS) return asItStands
  const asked = parts.asked.replace(/[\s?.!]+$/, '')
  const isPlace = PLACE_AT_END.test(` ${rest}`)
  return ask(joined({ ...parts, asked: `${isPlace ? asked.replace(PLACE_AT_END, '') : asked} ${rest}` }))
}

function dateFilters(word: string, day: string): Filter[] {
  if (word === 'before') return [{ name: 'before', value: day }]
  if (word === 'after') return [{ name: 'since', value: following(day) }]
  const since: Filter = { name: 'since', value: day }
  return word === 'in' ? [since, { name: 'before', value: following(day) }] : [since]
}

/** The year, month or day after one. */
function following(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year + 1)
  const next = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
  return new Date(next).toISOString().slice(0, date.length)
}

function houseFilter(text: string): Filter[] | undefined {
  const house = HOUSE.exec(text)?.groups?.house
  return house === undefined ? undefined : [{ name: 'house', value: house }]
}

/** "by Zahawi?", "asked by Wilson?", where the record knows the name. */
function nameFilters(text: string, names: Names): Filter[] | undefined {
  const by = BY.exec(text)?.groups?.by
  const named = by === undefined ? undefined : filtersInPlainWords(by, names)
  return named?.text === '' ? named.filters : undefined
}

/** "since:2024", "and house:lords?": filters and nothing else. */
function writtenFilters(text: string): Filter[] | undefined {
  const { text: rest, filters, wrong } = parseFilters(text)
  const narrows = filters.length > 0 && wrong.length === 0 && filters.every(({ name }) => name !== 'uin')
  return narrows && LEAD_ALONE.test(rest) ? filters : undefined
}

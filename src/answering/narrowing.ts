import { firstDay, MONTH_NAMES } from '../record/dates.ts'
import type { Filter } from '../search/question/filter.ts'
import { composeQuestion, type Question } from '../search/question/question.ts'

const LEAD = '(?:and |or |but |only |just )?(?:(?:what|how) about )?(?:only |just )?'
const DAY = String.raw`(?<day>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)`
/** All of a message: "since 2024?", "and in 2019", "2022?". */
const DATE = new RegExp(String.raw`^${LEAD}(?:(?<word>since|from|after|before|in|during|for) )?${DAY}[\s?.!]*$`, 'i')
/** The end of a message: "and in Kent since 2024?". */
const DATE_AT_END = new RegExp(String.raw`\s(?<word>since|from|after|before|in|during) ${DAY}[\s?.!]*$`, 'i')
const RELATIVE_YEAR = /\b(?:(?<word>since|from|after|before|in|during|for) )?(?:the )?(?<which>this|last) year\b/i
const MONTH = new RegExp(String.raw`\b(?<month>${MONTH_NAMES.join('|')}) (?<year>(?:19|20)\d\d)\b`, 'i')
const HOUSES: readonly RegExp[] = [
  new RegExp(String.raw`^${LEAD}(?:in |from |by )?(?:the )?(?:house of )?(?<house>lords|commons)[\s?.!]*$`, 'i'),
  /^(?:and |but )?(?:what|how) (?:did|do|does|has|have) (?:the )?(?:house of )?(?<house>lords|commons) (?:say|said|answer)(?: (?:about|on|to) (?:that|this|it))?[\s?.!]*$/i,
]
/** What may be left of a message whose filters are all that it says: "and house:lords?", "answered by Zahawi". */
const LEAD_ALONE = /^(?:and|only|(?:and )?(?:what|how) about)?\s*(?:said|answered|given)?[\s?.!]*$/i
const DATE_FILTERS: readonly Filter['name'][] = ['since', 'before', 'in']

/** Filters that a follow-up adds to the last question, and the rest of the message. */
interface Narrowing {
  filters: readonly Filter[]
  /** Empty where the message says nothing else. */
  rest: string
}

/** What narrows the last question in a message: "since 2024?", "and in the Lords?", "by Zahawi?", "in Kent last year?" */
export function narrowingOf(message: string, now: Question, today: string): Narrowing | undefined {
  const whole = dateFilters(DATE.exec(withDigits(message, today)))
  if (whole) return { filters: whole, rest: '' }
  const house = HOUSES.map((pattern) => pattern.exec(message)?.groups?.house?.toLowerCase()).find(Boolean)
  if (house) return { filters: [{ name: 'house', value: house === 'lords' ? 'Lords' : 'Commons' }], rest: '' }
  if (now.filters.length > 0 && LEAD_ALONE.test(now.text)) return { filters: now.filters, rest: '' }
  const text = withDigits(now.text, today)
  const end = DATE_AT_END.exec(text)
  const filters = dateFilters(end)
  return end && filters ? { filters: [...now.filters, ...filters], rest: text.slice(0, end.index) } : undefined
}

/** "last year" as "in 2025", "since May 2024" as "since 2024-05". */
function withDigits(text: string, today: string): string {
  return text
    .replace(RELATIVE_YEAR, (_all, word: string | undefined, which: string) => {
      const year = Number(today.slice(0, 4)) - (which.toLowerCase() === 'last' ? 1 : 0)
      return `${word ?? 'in'} ${year}`
    })
    .replace(MONTH, (_all, name: string, year: string) => {
      const month = 1 + MONTH_NAMES.findIndex((one) => one.toLowerCase() === name.toLowerCase())
      return `${year}-${String(month).padStart(2, '0')}`
    })
}

function dateFilters(found: RegExpExecArray | null): Filter[] | undefined {
  const { word = 'in', day = '' } = found?.groups ?? {}
  if (firstDay(day) === undefined) return undefined
  switch (word.toLowerCase()) {
    case 'before':
      return [{ name: 'before', value: day }]
    case 'after':
      return [{ name: 'since', value: following(day) }]
    case 'since':
    case 'from':
      return [{ name: 'since', value: day }]
    default:
      return [{ name: 'in', value: day }]
  }
}

/** The next year, month or day. */
export function following(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year + 1)
  const next = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
  return new Date(next).toISOString().slice(0, date.length)
}

/** The text of a question without filters and without a year in plain words. */
export function textOf({ text, year }: Question): string {
  return year?.text ?? text
}

/** The last question with another text and more filters. A new filter replaces its namesake; a date replaces all dates. */
export function narrowed(last: Question, text: string, filters: readonly Filter[]): Question {
  const isDate = ({ name }: Filter) => DATE_FILTERS.includes(name)
  const isDated = filters.some(isDate)
  const kept = last.filters.filter((one) => !(isDated && isDate(one)) && filters.every(({ name }) => name !== one.name))
  return composeQuestion({
    text,
    year: isDated ? undefined : last.year?.value,
    filters: [...kept, ...filters],
  })
}

import type { Filter } from '../search/question/filter.ts'
import { type DateWords, datesIn } from '../search/question/plain-dates.ts'
import { composeQuestion, type Question } from '../search/question/question.ts'

const LEAD = '(?:and |or |but |only |just )?(?:(?:what|how) about )?(?:only |just )?'
const LEAD_ONLY = new RegExp(`^${LEAD}$`, 'i')
const ENDS = /^[\s?.!]*$/
const HOUSES: readonly RegExp[] = [
  new RegExp(String.raw`^${LEAD}(?:in |from |by )?(?:the )?(?:house of )?(?<house>lords|commons)[\s?.!]*$`, 'i'),
  /^(?:and |but )?(?:what|how) (?:did|do|does|has|have) (?:the )?(?:house of )?(?<house>lords|commons) (?:say|said|answer)(?: (?:about|on|to) (?:that|this|it))?[\s?.!]*$/i,
]
/** Undoes what narrowed the question to a time. */
const ANY_TIME = new RegExp(
  String.raw`^${LEAD}(?:(?:at|from|of|in|for) )?(?:any|all)(?: other)? (?:times?|dates?|years?|months?)[\s?.!]*$`,
  'i',
)
/** What may be left of a message whose filters are all that it says: "and house:lords?", "answered by Zahawi". */
const LEAD_ALONE = /^(?:and|only|(?:and )?(?:what|how) about)?\s*(?:said|answered|given)?[\s?.!]*$/i
const DATE_FILTERS: readonly Filter['name'][] = ['since', 'before', 'in']

/** Filters that a follow-up adds to the last question, and the rest of the message. */
interface Narrowing {
  filters: readonly Filter[]
  /** Empty where the message says nothing else. */
  rest: string
  /** No date is to narrow it any longer. */
  anyTime?: true
}

/** What narrows the last question in a message: "since 2024?", "and in the Lords?", "by Zahawi?", "in Kent last year?" */
export function narrowingOf(message: string, now: Question, today: string): Narrowing | undefined {
  const whole = dateAtEnd(message, today)
  if (whole && LEAD_ONLY.test(message.slice(0, whole.start))) return { filters: whole.filters, rest: '' }
  if (ANY_TIME.test(message)) return { filters: [], rest: '', anyTime: true }
  const house = HOUSES.map((pattern) => pattern.exec(message)?.groups?.house?.toLowerCase()).find(Boolean)
  if (house) return { filters: [{ name: 'house', value: house === 'lords' ? 'Lords' : 'Commons' }], rest: '' }
  if (now.filters.length > 0 && LEAD_ALONE.test(now.text)) return { filters: now.filters, rest: '' }
  // Parsed, the message may have its date as a filter or as a year already.
  const end = dateAtEnd(now.text, today)
  if (!end || end.start === 0 || end.word === 'for' || (end.word === '' && !end.relative)) return undefined
  return { filters: [...now.filters, ...end.filters], rest: now.text.slice(0, end.start).trimEnd() }
}

/** The date that ends a message, if one does. */
function dateAtEnd(text: string, today: string): DateWords | undefined {
  const last = datesIn(text, today).at(-1)
  return last && ENDS.test(text.slice(last.end)) ? last : undefined
}

/** The text of a question without filters and without a year in plain words. */
export function textOf({ text, year }: Question): string {
  return year?.text ?? text
}

/** The last question with another text and more filters. A new filter replaces its namesake; a date replaces all dates. */
export function narrowed(last: Question, text: string, filters: readonly Filter[], anyTime = false): Question {
  const isDate = ({ name }: Filter) => DATE_FILTERS.includes(name)
  const isDated = anyTime || filters.some(isDate)
  const kept = last.filters.filter((one) => !(isDated && isDate(one)) && filters.every(({ name }) => name !== one.name))
  return composeQuestion({
    text,
    year: isDated ? undefined : last.year,
    filters: [...kept, ...filters],
  })
}

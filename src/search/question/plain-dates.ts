import { addDays, firstDay, following, MONTH_NAMES, monthsBefore } from '../../record/dates.ts'
import type { Filter } from './filter.ts'
import type { Question } from './question.ts'

/** A date or span in plain words ("since May 2024", "last month"), and where it stands in its text. */
export interface DateWords {
  start: number
  end: number
  /** What stands before it, in small letters: "since", "in"; '' for nothing. */
  word: string
  /** Whether it is told by today: "last month", "since January". */
  relative: boolean
  filters: readonly Filter[]
}

/** Words before a date that give a span with one end. */
const IS_OPEN = /^(?:since|from|after|before)$/
const COUNTS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const WHEN = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])(?:(?<word>since|from|after|before|in|during|for|over|within) (?:the (?:start|beginning) of )?)?(?<the>the )?(?:` +
    `(?<which>this|last|past) (?<unit>week|month|year)|` +
    String.raw`(?:last|past) (?<count>${COUNTS.join('|')}|\d{1,2}) (?<units>day|week|month|year)s|` +
    String.raw`(?:(?<day>\d{1,2})(?:st|nd|rd|th)? )?(?<month>${MONTH_NAMES.join('|')})(?:,? (?<year>(?:19|20)\d\d))?|` +
    String.raw`(?<digits>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)` +
    String.raw`)(?![\p{L}\p{N}/–-]|[.,:]\d|[’']s\b)`,
  'giu',
)

/** The dates in a text, in plain words or digits. Without `today` (`yyyy-mm-dd`) those that are told by it are not known. */
export function datesIn(text: string, today: string | undefined): DateWords[] {
  return [...text.matchAll(WHEN)].flatMap((found) => {
    const groups = found.groups ?? {}
    const word = groups.word?.toLowerCase() ?? ''
    const filters = spanOf(groups, word, today)
    const relative = groups.digits === undefined && groups.year === undefined
    return filters ? [{ start: found.index, end: found.index + found[0].length, word, relative, filters }] : []
  })
}

type Groups = Record<string, string | undefined>

function spanOf(groups: Groups, word: string, today: string | undefined): Filter[] | undefined {
  const { the, which, unit, count, units, month, year, digits } = groups
  if (which && unit && today) {
    const isSpan = which.toLowerCase() === 'past' || (the && which.toLowerCase() === 'last')
    return isSpan ? span(1, unit, word, today) : calendar(which, unit, word, today)
  }
  if (count && units && today) return span(countOf(count), units, word, today)
  if (month) return year || (word && today && !groups.day) ? asFilters(word, monthOf(groups, today)) : undefined
  return digits ? asFilters(word, digits) : undefined
}

const countOf = (count: string) => (/\d/.test(count) ? Number(count) : 2 + COUNTS.indexOf(count.toLowerCase()))

/** "the last three months": from so long ago on. */
function span(count: number, unit: string, word: string, today: string): Filter[] | undefined {
  if (IS_OPEN.test(word)) return undefined
  const months = { month: 1, year: 12 }[unit.toLowerCase()]
  const days = unit.toLowerCase() === 'week' ? 7 : 1
  const since = months === undefined ? addDays(today, -count * days) : monthsBefore(today, count * months)
  return [{ name: 'since', value: since }]
}

/** "this year", "last month", "last week": as the calendar has them, weeks from Monday. */
function calendar(which: string, unit: string, word: string, today: string): Filter[] | undefined {
  const isLast = which.toLowerCase() === 'last'
  switch (unit.toLowerCase()) {
    case 'year':
      return asFilters(word, String(Number(today.slice(0, 4)) - (isLast ? 1 : 0)))
    case 'month':
      return asFilters(word, (isLast ? monthsBefore(today, 1) : today).slice(0, 7))
    default: {
      const monday = addDays(today, -((new Date(today).getUTCDay() + 6) % 7) - (isLast ? 7 : 0))
      return between(word, monday, addDays(monday, 7))
    }
  }
}

/** A month as `yyyy-mm`, or a day in it; without a year the last of that name until today. */
function monthOf({ day, month = '', year }: Groups, today = ''): string {
  const number = 1 + MONTH_NAMES.findIndex((one) => one.toLowerCase() === month.toLowerCase())
  const padded = String(number).padStart(2, '0')
  const last = Number(today.slice(0, 4)) - (padded > today.slice(5, 7) ? 1 : 0)
  return [year ?? last, padded, ...(day ? [day.padStart(2, '0')] : [])].join('-')
}

function asFilters(word: string, date: string): Filter[] | undefined {
  if (firstDay(date) === undefined) return undefined
  return !IS_OPEN.test(word) ? [{ name: 'in', value: date }] : between(word, date, following(date))
}

/** A span from a date until before another, or what is before, since or after it. */
function between(word: string, from: string, to: string): Filter[] {
  switch (word) {
    case 'before':
      return [{ name: 'before', value: from }]
    case 'after':
      return [{ name: 'since', value: to }]
    case 'since':
    case 'from':
      return [{ name: 'since', value: from }]
    default:
      return [
        { name: 'since', value: from },
        { name: 'before', value: to },
      ]
  }
}

const AUXILIARY = '(?:has|have|had|did|do|does|are|is|were|was)'
const SPEAKER = `(?:(?:the|any|our) )?(?:(?:education|schools|children[’']s|health|treasury|responsible|send) )?(?:ministers?|government|department(?: (?:for|of) (?:education|health(?: and social care)?|transport))?|dfe|dhsc|secretary of state|(?:house of )?(?:lords|commons)|peers)`
const ACTIVE = `(?:(?:what|how) )?(?:else )?${AUXILIARY} ${SPEAKER}(?: (?:been|ever|actually|recently|already))? (?:say|said|saying|answer|answered|state|stated|reply|replied|tell|told)(?: (?:parliament|mps|us|the house|peers|anything|something|questions))*`
const PASSIVE = `(?:what|${AUXILIARY})(?: (?:${AUXILIARY}|anything|something))*(?: been)? (?:said|stated|answered)(?: (?:in parliament|by (?:the )?(?:ministers?|government)))?`
const ANSWERS = `(?:(?:are|were|is|was) there |(?:can you )?(?:show|give|find|get|list)(?: me)? )?(?:(?:any|all|the|new|newest|latest|recent|more|written|ministers[’']?|ministerial|government|parliamentary) )*(?:answers?|replies)(?: (?:given|made|published))?`
const NEWS = `(?:what(?:[’']s| is| has been) new|(?:is there )?anything new|(?:is there )?(?:any )?(?:news|updates?))`
/** A text that asks what was said: what ministers did, not what is or was. */
const SAID = `^(?:(?:so|and|ok|please|tell me|can you tell me),? )*(?:${ACTIVE}|${PASSIVE}|${ANSWERS})`
const ABOUT = '(?:about|on|regarding|concerning|in relation to)'
const ASKS_WHAT_WAS_SAID = new RegExp(String.raw`${SAID}(?: ${ABOUT}\b|[\s?.!]*$)`, 'iu')
const UP_TO_SAID = new RegExp(`${SAID}$`, 'iu')
const GOES_ON = new RegExp(String.raw`^(?:${ABOUT}\b|[\s?.!]*$)`, 'iu')
const UP_TO_TOPIC = new RegExp(String.raw`(?:${SAID}|^${NEWS}) ${ABOUT} (?<topic>\S.*)$`, 'iu')
const NOTHING = /^[\s?.!]*$/
/** Longer topics have clauses of their own, to which a date may belong. */
const MAX_TOPIC_WORDS = 6
/** A topic with one of these has a clause. */
const CLAUSE =
  /\b(?:who|whose|which|that|when|where|if|whether|is|are|was|were|be|been|will|would|have|has|had|did|can|could|should|to|by|at|from|after|before|since|during|its|their|phase|stage|\p{L}+(?:ing|ed))\b/iu
/** After one of these, and after a verb, "in April 2026" says when that was. */
const EVENT =
  /(?:made|spent|built|begun|held|due|given|cuts?|changes?|reforms?|consultations?|reviews?|funds?|budgets?|grants?|payments?|allocations?|costs?|figures?|numbers?|rates?|levels?|statistics|data|census|elections?|strikes?|reports?|papers?|acts?|bills?|exams?|examinations|results?|inspections?|announcements?|statements?|launch|pilots?|deadlines?|terms?|pay|awards?|increases?|rises?|settlements?|guidance|regulations?|laws?|rules?|code|strategy|test|tests|closures?|openings?|survey|conference|meetings?|debates?|inquiry|hearings?|appeals?|exclusions?|suspensions?|places|closings?|starts?|start|rollout|roll-out)$/i

interface Dated {
  text: string
  filters: readonly Filter[]
  /** A month or year that the search has yet to judge. */
  year?: Question['year']
}

/**
 * Takes a date in plain words out of a question that asks what was said then: "what have ministers said about transport
 * since January?", "In April 2026, what did …". A date that may belong to the matter ("plans issued in April 2026", "since
 * the 2014 Act") stays. "What was said about transport in April 2026?" can mean either: the month is given as the question's
 * `year`. A year alone is `yearInPlainWords`'s.
 */
export function datesInPlainWords(text: string, today: string | undefined): Dated {
  const all = datesIn(text, today)
  const [date] = all
  const none = { text, filters: [] }
  if (!date || all.length > 1 || /^(?:from|for)$/.test(date.word) || (date.word === '' && !date.relative)) return none
  const { filters, relative } = date
  const [only] = filters
  if (!relative && (/\d-\d/.test(text.slice(date.start, date.end)) || (only?.name === 'in' && only.value.length === 4)))
    return none
  // Nothing was said then yet: "after March 2028" belongs to the matter.
  if (only && only.name !== 'before' && today !== undefined && only.value > today) return none

  const before = text.slice(0, date.start).trim()
  const after = text.slice(date.end).replace(/^[\s,:]+/, '')
  const rest = `${before} ${after}`.replace(/ (?=[?.!]|$)/g, '').trim()
  const isSaid = before === '' ? ASKS_WHAT_WAS_SAID.test(after) : UP_TO_SAID.test(before) && GOES_ON.test(after)
  if (isSaid) return { text: rest, filters }
  const topic = NOTHING.test(after) ? UP_TO_TOPIC.exec(before)?.groups?.topic : undefined
  // Of "funding after March 2026" more was said before.
  if (topic === undefined || date.word === 'after') return none
  // What was said of something since then, or so far this year, was said in that time.
  const untilNow =
    filters.every(({ name }) => name === 'since') || /\bthis (?:week|month|year)$/i.test(text.slice(0, date.end))
  if (untilNow) return { text: rest, filters }
  const isPlain = topic.split(/\s+/).length <= MAX_TOPIC_WORDS && !CLAUSE.test(topic) && !EVENT.test(topic)
  return isPlain && only?.name === 'in' ? { ...none, year: { value: only.value, text: before, said: true } } : none
}

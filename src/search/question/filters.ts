import { firstDay } from '../../record/dates.ts'
import { readFilterValue } from './filter-value.ts'
import { readUin } from './uin.ts'

/** What can narrow a search. `in` comes from plain words alone. */
type FilterName = 'since' | 'before' | 'in' | 'house' | 'dept' | 'by' | 'asked-by' | 'uin'

/** A restriction that a question puts on the answers, with its value as it was understood. */
export interface Filter {
  name: FilterName
  value: string
}

/** A filter that can't be applied, as it was typed, and why. */
export interface WrongFilter {
  typed: string
  name: FilterName
  reason: 'empty' | 'no-date' | 'no-house' | 'no-uin' | 'unknown' | 'contradiction' | 'too-many'
}

export interface ParsedQuestion {
  /** The question without its filters. */
  text: string
  filters: Filter[]
  /** How each of the filters was typed. */
  typed: ReadonlyMap<Filter, string>
  wrong: WrongFilter[]
}

/** Characters of a question beyond these are not read: more than a long paragraph. */
export const MAX_QUESTION_CHARS = 5000
/** Filters beyond these are not read: more than there are kinds. */
const MAX_FILTERS = 8

const NAMES = 'since|before|house|dept|department|by|asked-by|uin'
/** The name of a filter, where it is not part of a word, an address or a path. */
const NAMED = new RegExp(`\\(?(?<![\\p{L}\\p{M}\\p{N}_/.@&#=-])(?<name>${NAMES}):`, 'giu')
const BEGINS_FILTER = new RegExp(`^\\(?(?:${NAMES}):`, 'i')
const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/** Takes the filters (`since:2024`, `by:"Nadhim Zahawi"`) out of a question; checks them as far as no corpus is needed. */
export function parseFilters(question: string): ParsedQuestion {
  const asked = question.slice(0, MAX_QUESTION_CHARS)
  const typed = new Map<Filter, string>()
  const wrong: WrongFilter[] = []
  const words: string[] = []
  let from = 0
  let count = 0
  for (const found of asked.matchAll(NAMED)) {
    if (found.index < from) continue
    const colon = found.index + found[0].length
    const { value, typedEnd, end } = readFilterValue(asked, colon, (word) => BEGINS_FILTER.test(word))
    words.push(asked.slice(from, found.index))
    from = end
    count += 1
    if (count > MAX_FILTERS + 1) continue
    const name = nameOf(found.groups?.name ?? '')
    const said = asked.slice(found.index, typedEnd).replace(/^\(/, '').trimEnd()
    const read = count > MAX_FILTERS ? { reason: 'too-many' as const } : understood(name, value)
    if (typeof read === 'string') typed.set({ name, value: read }, said)
    else wrong.push({ typed: said, name, reason: read.reason })
  }
  if (count === 0) return { text: asked, filters: [], typed, wrong }
  const text = [...words, asked.slice(from)].join(' ').replace(/\s+/g, ' ').trim()
  return {
    text: SAYS_SOMETHING.test(text) ? text : '',
    filters: [...typed.keys()],
    typed,
    wrong: [...wrong, ...contradictions(typed)],
  }
}

function nameOf(typed: string): FilterName {
  const name = typed.toLowerCase()
  return name === 'department' ? 'dept' : (name as FilterName)
}

function understood(name: FilterName, value: string): string | Pick<WrongFilter, 'reason'> {
  if (!SAYS_SOMETHING.test(value)) return { reason: 'empty' }
  switch (name) {
    case 'since':
    case 'before':
    case 'in':
      return firstDay(value) === undefined ? { reason: 'no-date' } : value
    case 'house': {
      const house = /^(?:house of )?(commons|lords)$/i.exec(value)?.[1]?.toLowerCase()
      return house === undefined ? { reason: 'no-house' } : house === 'lords' ? 'Lords' : 'Commons'
    }
    case 'uin':
      return readUin(value) ?? { reason: 'no-uin' }
    case 'dept':
    case 'by':
    case 'asked-by':
      return value
  }
}

/** Filters of which no answer whatever can pass both: since 2025 and before 2024, one House and the other. */
function contradictions(typed: ReadonlyMap<Filter, string>): WrongFilter[] {
  const all = [...typed]
  const pairs = all.flatMap((one, nth) => all.slice(nth + 1).map((other) => [one, other] as const))
  const found = pairs.find(([[one], [other]]) => excludeEachOther(one, other))
  if (!found) return []
  const [[one, first], [, second]] = found
  return [{ typed: `${first} ${second}`, name: one.name, reason: 'contradiction' }]
}

function excludeEachOther(one: Filter, other: Filter): boolean {
  if (one.name === 'house' && other.name === 'house') return one.value !== other.value
  const [since, before] = one.name === 'since' ? [one, other] : [other, one]
  return (
    since.name === 'since' &&
    before.name === 'before' &&
    String(firstDay(before.value)) <= String(firstDay(since.value))
  )
}

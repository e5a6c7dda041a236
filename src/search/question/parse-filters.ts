import { firstDay } from '../../record/dates.ts'
import { normaliseUin } from '../../record/identity.ts'
import { contradictions, type Filter, type FilterName, type WrongFilter } from './filter.ts'
import { parseFilterValue } from './filter-value.ts'

export interface ParsedFilters {
  /** The question without its filters. */
  text: string
  filters: Filter[]
  wrong: WrongFilter[]
}

/** More filters than there are kinds. */
const MAX_FILTERS = 8

const NAMES = 'since|before|house|dept|department|by|asked-by|uin'
/** The name of a filter, where it is not part of a word, an address or a path. */
const NAMED = new RegExp(`\\(?(?<![\\p{L}\\p{M}\\p{N}_/.@&#=-])(?<name>${NAMES}):`, 'giu')
const BEGINS_FILTER = new RegExp(`^\\(?(?:${NAMES}):`, 'i')
const HAS_LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** Takes the filters (`since:2024`, `by:"Nadhim Zahawi"`) out of a question, and checks what can be checked without a corpus. */
export function parseFilters(asked: string): ParsedFilters {
  const filters: Filter[] = []
  const wrong: WrongFilter[] = []
  const kept: string[] = []
  let from = 0
  let count = 0
  for (const found of asked.matchAll(NAMED)) {
    if (found.index < from) continue
    const colon = found.index + found[0].length
    const { value, typedEnd, end } = parseFilterValue(asked, colon, (word) => BEGINS_FILTER.test(word))
    kept.push(asked.slice(from, found.index))
    from = end
    count += 1
    // One filter too many is reported, the rest are dropped.
    if (count > MAX_FILTERS + 1) continue
    const name = nameOf(found.groups?.name ?? '')
    const typed = asked.slice(found.index, typedEnd).replace(/^\(/, '').trimEnd()
    const parsed = count > MAX_FILTERS ? { reason: 'too-many' as const } : parseFilter(name, value)
    if ('reason' in parsed) wrong.push({ typed, name, reason: parsed.reason })
    else filters.push({ ...parsed, typed })
  }
  if (count === 0) return { text: asked, filters, wrong }
  const text = [...kept, asked.slice(from)].join(' ').replace(/\s+/g, ' ').trim()
  return {
    text: HAS_LETTER_OR_DIGIT.test(text) ? text : '',
    filters,
    wrong: [...wrong, ...contradictions(filters)],
  }
}

function nameOf(typed: string): FilterName {
  const name = typed.toLowerCase()
  return name === 'department' ? 'dept' : (name as FilterName)
}

function parseFilter(name: FilterName, value: string): Filter | Pick<WrongFilter, 'reason'> {
  if (!HAS_LETTER_OR_DIGIT.test(value)) return { reason: 'empty' }
  switch (name) {
    case 'since':
    case 'before':
    case 'in':
      return firstDay(value) === undefined ? { reason: 'no-date' } : { name, value }
    case 'house': {
      const house = /^(?:house of )?(commons|lords)$/i.exec(value)?.[1]?.toLowerCase()
      return house === undefined ? { reason: 'no-house' } : { name, value: house === 'lords' ? 'Lords' : 'Commons' }
    }
    case 'uin': {
      const uin = normaliseUin(value)
      return uin === undefined ? { reason: 'no-uin' } : { name, value: uin }
    }
    case 'dept':
    case 'by':
    case 'asked-by':
      return { name, value }
  }
}

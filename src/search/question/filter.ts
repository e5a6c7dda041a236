import { z } from 'zod'
import { firstDay, longDate } from '../../record/dates.ts'

/** Every filter with its value as it was understood; the schema reads filters that a button carries. */
export const Filter = z
  .discriminatedUnion('name', [
    /** A year, month or day, `2024`, `2024-06` or `2024-06-30`: as text it sorts before every day in it. */
    z.object({ name: z.literal('since'), value: z.string() }),
    z.object({ name: z.literal('before'), value: z.string() }),
    /** A year or a month. Only plain words give this filter: "ramps in 2018". */
    z.object({ name: z.literal('in'), value: z.string() }),
    z.object({ name: z.literal('house'), value: z.enum(['Commons', 'Lords']) }),
    /** Part of a department's name, or its initials. */
    z.object({ name: z.literal('dept'), value: z.string() }),
    /** A minister. */
    z.object({ name: z.literal('by'), value: z.string() }),
    /** A member who asked. */
    z.object({ name: z.literal('asked-by'), value: z.string() }),
    /** As Parliament writes it: `135027`, `HL1234`. */
    z.object({ name: z.literal('uin'), value: z.string() }),
  ])
  .and(z.object({ typed: z.string().optional() }))
/** A restriction that a question puts on the answers. `typed` is how it was typed, where it was typed as a filter. */
export type Filter = z.infer<typeof Filter>
export type FilterName = Filter['name']

/** A filter that can't be applied, as it was typed, and why. */
export const WrongFilter = z.object({
  typed: z.string(),
  name: z.enum(['since', 'before', 'in', 'house', 'dept', 'by', 'asked-by', 'uin']),
  reason: z.enum(['empty', 'no-date', 'no-house', 'no-uin', 'unknown', 'contradiction', 'too-many']),
})
export type WrongFilter = z.infer<typeof WrongFilter>

/** A filter as people write it inside a question: `since:2024`, `by:"Nadhim Zahawi"`, and in plain words "in May 2024". */
export function writtenFilter({ name, value }: Filter): string {
  if (name === 'in') return `in ${longDate(value)}`
  const shown = name === 'house' ? value.toLowerCase() : value.replace(/["“”…]/g, '').trim()
  return `${name}:${/\s/.test(shown) ? `"${shown}"` : shown}`
}

/** The first two filters that rule each other out: since 2025 and before 2024, one House and the other. */
export function contradictions(filters: readonly Filter[]): WrongFilter[] {
  const pairs = filters.flatMap((one, nth) => filters.slice(nth + 1).map((other) => [one, other] as const))
  const found = pairs.find(([one, other]) => ruleEachOtherOut(one, other))
  if (!found) return []
  const typed = found.map((filter) => filter.typed ?? writtenFilter(filter)).join(' ')
  return [{ typed, name: found[0].name, reason: 'contradiction' }]
}

function ruleEachOtherOut(one: Filter, other: Filter): boolean {
  if (one.name === 'house' && other.name === 'house') return one.value !== other.value
  const [since, before] = one.name === 'since' ? [one, other] : [other, one]
  return (
    since.name === 'since' &&
    before.name === 'before' &&
    String(firstDay(before.value)) <= String(firstDay(since.value))
  )
}

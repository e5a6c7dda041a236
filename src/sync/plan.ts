import { addDays, byMonth, monthsBefore } from '../record/dates.ts'
import type { ListQuery } from '../sources/parliament/api.ts'
import type { Search } from './topic.ts'

/** A list to page through. Its name says all that it asks, so that the same step of another run is known again. */
export interface Step {
  name: string
  query: Omit<ListQuery, 'skip'>
}

/** The days that a sync asks for, both included. */
export interface Span {
  from: string
  to: string
}

/** What was asked for ends before it begins. */
export class EmptySpan extends Error {
  override name = 'EmptySpan'

  constructor({ from, to }: Span) {
    super(`There is nothing to ask for from ${from} to ${to}: say an earlier --since, or a later --until.`)
  }
}

const FIRST_SYNC_MONTHS = 24
const OVERLAP_DAYS = 7

/**
 * What to ask for: what was said, else two years for a first sync and what came since the last good one for others,
 * with a week's overlap, for answers are published late.
 * @throws EmptySpan
 */
export function spanOf(
  asked: { since?: string | undefined; until?: string | undefined },
  today: string,
  coveredUntil: string | undefined,
): Span {
  const to = asked.until ?? today
  const from =
    asked.since ?? (coveredUntil ? addDays(coveredUntil, -OVERLAP_DAYS) : monthsBefore(to, FIRST_SYNC_MONTHS))
  if (from > to) throw new EmptySpan({ from, to })
  return { from, to }
}

/**
 * The steps of a sync: what was answered, month by month, for lists can't be read far in; then what was corrected, in
 * one span, for that is little.
 */
export function planSteps(span: Span, searches: readonly Search[]): Step[] {
  const answered = byMonth(span.from, span.to).flatMap((month) =>
    searches.map((search) => step('answered', month, search)),
  )
  return [...answered, ...searches.map((search) => step('corrected', span, search))]
}

function step(dated: 'answered' | 'corrected', { from, to }: Span, { term, bodies }: Search): Step {
  const whom = bodies === undefined ? '' : ` of ${bodies.join(',')}`
  return { name: `${dated} ${from} to ${to} "${term}"${whom}`, query: { dated, from, to, term, bodies } }
}

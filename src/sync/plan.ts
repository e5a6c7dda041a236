import { AppError } from '../app-error.ts'
import { addDays, byMonth, monthsBefore } from '../record/dates.ts'
import type { ListQuery } from '../sources/record-source.ts'
import type { Coverage } from '../storage/storage.ts'
import type { Search } from './topic.ts'

/** A list to page through. Its name says all that it asks for, so that an interrupted run's steps are recognised. */
interface Step {
  name: string
  query: ListQuery
}

/** Days, both included. */
export interface Span {
  from: string
  to: string
}

export interface Plan {
  /** The days that it asks for, all searches together. */
  span: Span
  steps: Step[]
  /**
   * What each search has covered after a sync by this plan; `newest` is the latest answer that the source has shown.
   * The source's clock counts, not ours: it may be days behind.
   */
  coverageAfter: (newest: string | undefined) => Coverage[]
}

const FIRST_SYNC_MONTHS = 24
const OVERLAP_DAYS = 7
/** The newest days of a long span, which are a list of their own: they come first, before the rest of their month. */
const NEWEST_DAYS = 7

/**
 * What to ask for, search by search: the days asked for; without such, what a search has not covered. That is what came
 * since, with a week's overlap, for answers are published late; for a search that is new in the topic, all that the
 * others have covered; for a first sync, two years. The newest days come first, so that the answers that most questions
 * are about are there soon.
 * @throws AppError `empty-span` if that is nothing
 */
export function planSync(
  asked: { since?: string | undefined; until?: string | undefined },
  today: string,
  searches: readonly Search[],
  coverage: readonly Coverage[],
): Plan {
  const to = asked.until ?? today
  const covered = new Map(coverage.map((one) => [one.search, one]))
  const start = coverage.map(({ from }) => from).sort()[0] ?? monthsBefore(to, FIRST_SYNC_MONTHS)

  const spansOf = (search: Search): Span[] => {
    if (asked.since !== undefined) return [{ from: asked.since, to }]
    const before = covered.get(searchName(search))
    if (!before) return [{ from: start, to }]
    const latest = { from: addDays(before.until, -OVERLAP_DAYS), to }
    return start < before.from ? [{ from: start, to: before.from < to ? before.from : to }, latest] : [latest]
  }

  const all = searches.flatMap((search) => spansOf(search).map((span) => ({ search, span })))
  const wanted = all.filter(({ span }) => span.from <= span.to)
  if (wanted.length === 0) {
    const advice = 'say an earlier --since, or a later --until.'
    const from = all.at(-1)?.span.from ?? start
    throw new AppError('empty-span', `There is nothing to ask for from ${from} to ${to}:`, { advice })
  }
  const lists = wanted.flatMap(({ search, span }) => newestFirst(span).map((part) => ({ search, span: part })))
  return {
    span: { from: wanted.map(({ span }) => span.from).sort()[0] as string, to },
    // What was corrected comes last: an answer that is fetched after its correction is the corrected one.
    steps: [...stepsOf('answered', lists), ...stepsOf('corrected', wanted)],
    coverageAfter(newest) {
      const after = new Map(covered)
      for (const { search, span } of wanted) {
        const name = searchName(search)
        const merged = extend(after.get(name), name, span, newest)
        if (merged) after.set(name, merged)
      }
      return searches.flatMap((search) => after.get(searchName(search)) ?? [])
    },
  }
}

/** Splits a long span, for the source fails deep in a list: into the last week, then months backwards. */
function newestFirst({ from, to }: Span): Span[] {
  const newest = addDays(to, 1 - NEWEST_DAYS)
  if (from >= addDays(newest, -NEWEST_DAYS)) return [{ from, to }]
  return [{ from: newest, to }, ...byMonth(from, addDays(newest, -1)).reverse()]
}

/** The latest days first; of the same days, the searches in the topic's order. */
function stepsOf(dated: ListQuery['dated'], lists: readonly { search: Search; span: Span }[]): Step[] {
  const latestFirst = lists.toSorted((a, b) => (a.span.to === b.span.to ? 0 : a.span.to < b.span.to ? 1 : -1))
  return latestFirst.map(({ search, span }) => step(dated, span, search))
}

function step(dated: ListQuery['dated'], { from, to }: Span, search: Search): Step {
  return { name: `${dated} ${from} to ${to} ${searchName(search)}`, query: { dated, from, to, ...search } }
}

function searchName({ term, bodies }: Search): string {
  return `"${term}"${bodies === undefined ? '' : ` of ${bodies.join(',')}`}`
}

/** Coverage has no gaps: a span that leaves one between it and what was covered before does not count. */
function extend(
  before: Coverage | undefined,
  search: string,
  { from, to }: Span,
  newest: string | undefined,
): Coverage | undefined {
  if (newest === undefined) return before
  const until = newest < to ? newest : to
  if (before === undefined) return from <= until ? { search, from, until } : undefined
  if (from > before.until || until < before.from) return before
  return {
    search,
    from: from < before.from ? from : before.from,
    until: until > before.until ? until : before.until,
  }
}

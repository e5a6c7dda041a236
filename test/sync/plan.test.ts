import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/record/dates.ts'
import { planSync } from '../../src/sync/plan.ts'

const RAMPS = { term: 'ramps' }
const LIFTS = { term: 'lifts', bodies: [60, 17] }
const covered = (from: string, until: string) => [
  { search: '"ramps"', from, until },
  { search: '"lifts" of 60,17', from, until },
]
const plan = (
  asked: Parameters<typeof planSync>[0],
  coverage = covered('2024-01-15', '2026-01-10'),
  searches = [RAMPS],
) => planSync(asked, '2026-01-15', searches, coverage)

describe('a sync asks for', () => {
  test('two years if it is the first', () => {
    expect(plan({}, []).span).toEqual({ from: '2024-01-15', to: '2026-01-15' })
    expect(plan({ until: '2020-01-15' }, []).span).toEqual({ from: '2018-01-15', to: '2020-01-15' })
  })

  test('the days since the last one, with a week’s overlap, if it is a later one', () => {
    expect(plan({}).span).toEqual({ from: '2026-01-03', to: '2026-01-15' })
  })

  test('the days that a person asks for', () => {
    const span = { from: '2020-01-01', to: '2020-02-01' }
    expect(plan({ since: span.from, until: span.to }).span).toEqual(span)
  })

  test('the last week, then months backwards, each by each search, then for what was corrected in all of them', () => {
    const { steps } = plan({ since: '2025-12-20' }, [], [RAMPS, LIFTS])
    expect(steps.map(({ name }) => name)).toEqual([
      'answered 2026-01-09 to 2026-01-15 "ramps"',
      'answered 2026-01-09 to 2026-01-15 "lifts" of 60,17',
      'answered 2026-01-01 to 2026-01-08 "ramps"',
      'answered 2026-01-01 to 2026-01-08 "lifts" of 60,17',
      'answered 2025-12-20 to 2025-12-31 "ramps"',
      'answered 2025-12-20 to 2025-12-31 "lifts" of 60,17',
      'corrected 2025-12-20 to 2026-01-15 "ramps"',
      'corrected 2025-12-20 to 2026-01-15 "lifts" of 60,17',
    ])
    expect(steps[5]?.query).toEqual({ dated: 'answered', from: '2025-12-20', to: '2025-12-31', ...LIFTS })
  })

  test('every day of a span once, however long it is', () => {
    for (const since of ['2026-01-15', '2026-01-02', '2026-01-01', '2025-12-31', '2024-02-29']) {
      const parts = plan({ since }, [])
        .steps.filter(({ query }) => query.dated === 'answered')
        .map(({ query: { from, to } }) => ({ from, to }))
        .reverse()
      expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([since, '2026-01-15'])
      for (const [n, { from, to }] of parts.entries()) {
        expect(from <= to).toBe(true)
        if (n > 0) expect(from).toBe(addDays(parts[n - 1]?.to ?? '', 1))
      }
    }
  })

  test('at most two weeks in one list, as a sync that is repeated often does', () => {
    const lists = plan({ since: '2026-01-02' }, []).steps.filter(({ query }) => query.dated === 'answered')
    expect(lists.map(({ name }) => name)).toEqual(['answered 2026-01-02 to 2026-01-15 "ramps"'])
  })

  test('all days that the others have covered if a search is new, or has covered only the last of them', () => {
    const spans = (searches: (typeof LIFTS | typeof RAMPS)[], coverage = covered('2025-11-20', '2026-01-10')) =>
      plan({}, coverage, searches)
        .steps.filter(({ query }) => query.dated === 'corrected')
        .map(({ query: { term, from, to } }) => [term, from, to])
    expect(spans([RAMPS, { term: 'doors' }])).toEqual([
      ['ramps', '2026-01-03', '2026-01-15'],
      ['doors', '2025-11-20', '2026-01-15'],
    ])
    const late = [
      ...covered('2025-11-20', '2026-01-10'),
      { search: '"doors"', from: '2026-01-01', until: '2026-01-10' },
    ]
    expect(spans([{ term: 'doors' }], late)).toEqual([
      ['doors', '2026-01-03', '2026-01-15'],
      ['doors', '2025-11-20', '2026-01-01'],
    ])
  })

  test('nothing, with an error, if the days end before they begin', () => {
    expect(() => plan({ since: '2026-02-01' })).toThrow(expect.objectContaining({ code: 'empty-span' }))
    expect(() => plan({ until: '2025-01-01' })).toThrow(/from 2026-01-03 to 2025-01-01/)
  })
})

describe('after a sync a search has covered', () => {
  const after = (
    asked: Parameters<typeof planSync>[0],
    newest: string | undefined,
    coverage = covered('2024-01-15', '2026-01-10'),
  ) => plan(asked, coverage).coverageAfter(newest)[0]

  test('the days up to the newest answer, for the source may be behind', () => {
    expect(after({}, '2026-01-13')).toEqual({ search: '"ramps"', from: '2024-01-15', until: '2026-01-13' })
    expect(after({}, '2026-01-20')).toMatchObject({ until: '2026-01-15' })
  })

  test('what it had before if there is a gap, or if no answer was seen', () => {
    const before = { from: '2024-01-15', until: '2026-01-10' }
    expect(after({ since: '2020-01-01', until: '2020-02-01' }, '2026-01-10')).toMatchObject(before)
    expect(after({ since: '2026-01-12' }, '2026-01-14')).toMatchObject(before)
    expect(after({}, undefined)).toMatchObject(before)
    expect(after({}, undefined, [])).toBeUndefined()
  })

  test('also earlier days, if there is no gap', () => {
    expect(after({ since: '2023-01-01', until: '2024-02-01' }, '2026-01-10')).toMatchObject({
      from: '2023-01-01',
      until: '2026-01-10',
    })
  })
})

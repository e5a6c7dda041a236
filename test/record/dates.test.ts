import { expect, test } from 'vitest'
import { addDays, byMonth, monthsBefore } from '../../src/record/dates.ts'
import { EmptySpan, spanOf } from '../../src/sync/plan.ts'

test('a span is cut at the ends of months', () => {
  expect(byMonth('2024-01-30', '2024-03-02')).toEqual([
    { from: '2024-01-30', to: '2024-01-31' },
    { from: '2024-02-01', to: '2024-02-29' },
    { from: '2024-03-01', to: '2024-03-02' },
  ])
  expect(byMonth('2024-03-02', '2024-03-01')).toEqual([])
})

test('days and months are counted over the ends of years', () => {
  expect([addDays('2023-12-31', 1), addDays('2024-03-01', -1)]).toEqual(['2024-01-01', '2024-02-29'])
  expect([monthsBefore('2026-02-28', 24), monthsBefore('2024-03-31', 1)]).toEqual(['2024-02-28', '2024-02-29'])
})

test('a first sync asks for two years, a later one for what came since with a week’s overlap, unless told otherwise', () => {
  expect(spanOf({}, '2026-01-15', undefined)).toEqual({ from: '2024-01-15', to: '2026-01-15' })
  expect(spanOf({}, '2026-01-15', '2026-01-10')).toEqual({ from: '2026-01-03', to: '2026-01-15' })
  expect(spanOf({ since: '2020-01-01', until: '2020-02-01' }, '2026-01-15', '2026-01-10')).toEqual({
    from: '2020-01-01',
    to: '2020-02-01',
  })
})

test('a span that ends before it begins is refused', () => {
  expect(() => spanOf({ since: '2026-02-01' }, '2026-01-15', undefined)).toThrow(EmptySpan)
  expect(() => spanOf({ until: '2025-01-01' }, '2026-01-15', '2026-01-10')).toThrow(/from 2026-01-03 to 2025-01-01/)
})

import { describe, expect, test, vi } from 'vitest'
import { dueAt } from '../../src/following/due.ts'
import type { Follow } from '../../src/following/follow.ts'
import { follow } from './follows-of.ts'

const at = (time: string) => Date.parse(time)
/** The day whose digest is due, if one is. */
const dayDue = (follow: Follow, now: number) => dueAt([follow], now)[0]?.day

describe('a daily digest is due', () => {
  test.each([
    ['before nine', '2026-05-06T07:59:00Z', undefined],
    ['at nine in summer, which is eight in Greenwich', '2026-05-06T08:00:00Z', '2026-05-06'],
    ['at nine in winter', '2026-01-06T09:00:00Z', '2026-01-06'],
    ['before nine in winter', '2026-01-06T08:59:00Z', undefined],
    ['late, as after an outage', '2026-05-06T16:59:00Z', '2026-05-06'],
    ['in the evening, never', '2026-05-06T17:00:00Z', undefined],
    ['at night, never', '2026-05-06T23:30:00Z', undefined],
  ])('%s', (_when, time, day) => {
    expect(dayDue(follow({ last: '2026-01-01' }), at(time))).toBe(day)
  })

  test('once a day', () => {
    expect(dayDue(follow({ last: '2026-05-06' }), at('2026-05-06T09:00:00Z'))).toBeUndefined()
  })

  test('by the morning of its own zone', () => {
    const inNewYork = follow({ last: '2026-05-05' }, { zone: 'America/New_York' })
    expect(dayDue(inNewYork, at('2026-05-06T12:59:00Z'))).toBeUndefined()
    expect(dayDue(inNewYork, at('2026-05-06T13:00:00Z'))).toBe('2026-05-06')
  })

  test('not while it is paused', () => {
    expect(dayDue({ ...follow(), paused: true }, at('2026-05-06T09:00:00Z'))).toBeUndefined()
  })
})

describe('a weekly digest is due', () => {
  const weekly = (last: string) => ({ ...follow({ last }), every: 'week' as const })

  test.each([
    ['on the Monday after it began', '2026-05-06', '2026-05-11', '2026-05-11'],
    ['on no other day', '2026-05-11', '2026-05-12', undefined],
    ['on the day after a Monday that was missed', '2026-05-06', '2026-05-12', '2026-05-12'],
    ['on Sunday not again', '2026-05-11', '2026-05-17', undefined],
  ])('%s', (_when, last, day, due) => {
    expect(dayDue(weekly(last), at(`${day}T09:00:00Z`))).toBe(due)
  })
})

test('the time of a zone is found once for all follows of it', () => {
  const finding = vi.spyOn(Intl, 'DateTimeFormat')
  const follows = Array.from({ length: 100 }, (_, n) => follow({}, { zone: n % 2 ? 'Europe/London' : 'Europe/Paris' }))
  expect(dueAt(follows, at('2026-05-06T10:00:00Z'))).toHaveLength(100)
  expect(finding).toHaveBeenCalledTimes(2)
  finding.mockRestore()
})

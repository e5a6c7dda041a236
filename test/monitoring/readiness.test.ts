import { expect, test } from 'vitest'
import { readinessAt, type Vitals } from '../../src/monitoring/readiness.ts'

const HOUR = 3_600_000
const NOON = Date.parse('2026-06-01T12:00:00Z')
const well: Vitals = {
  answers: 10,
  passagesWithoutVector: 0,
  slack: { ok: true },
  search: { ok: true },
  lastGoodSync: NOON - HOUR,
  syncEveryMs: HOUR,
  startedAt: NOON - 2 * HOUR,
}

test('the program is ready with answers, a connection to Slack and a recent sync', () => {
  expect(readinessAt(NOON, well)).toEqual({
    ready: true,
    checks: { answers: 'ok', slack: 'ok', search: 'ok', sync: 'ok' },
  })
})

test.for<[string, Partial<Vitals>, object]>([
  ['no answers', { answers: 0 }, { answers: 'no answers are loaded' }],
  [
    'an index that can’t be reached',
    { search: { ok: false, problem: 'no answer in time' } },
    { search: 'no answer in time' },
  ],
  ['a revoked token', { slack: { ok: false, problem: 'token_revoked' } }, { slack: 'token_revoked' }],
  [
    'a last sync older than three periods',
    { lastGoodSync: NOON - 3 * HOUR - 1 },
    { sync: 'no sync has succeeded since 2026-06-01T08:59:59.999Z' },
  ],
  [
    'no sync within three periods of the start',
    { lastGoodSync: undefined, startedAt: NOON - 4 * HOUR },
    { sync: 'no sync has succeeded since 2026-06-01T08:00:00.000Z' },
  ],
])('it is not ready with %s, and says why', ([, wrong, check]) => {
  const { ready, checks } = readinessAt(NOON, { ...well, ...wrong })
  expect({ ready, checks }).toMatchObject({ ready: false, checks: check })
})

test('a first sync has three periods', () => {
  expect(readinessAt(NOON, { ...well, lastGoodSync: undefined }).ready).toBe(true)
})

test('a process that doesn’t sync is ready however old the answers are', () => {
  expect(readinessAt(NOON, { ...well, lastGoodSync: 0, syncEveryMs: undefined }).ready).toBe(true)
})

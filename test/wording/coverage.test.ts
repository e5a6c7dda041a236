import { describe, expect, test } from 'vitest'
import type { Fetching } from '../../src/answering/fetching.ts'
import { coverageLine, coverageStatus, lookedThroughLine } from '../../src/wording/coverage.ts'

const FETCHING: Fetching = { kind: 'fetching' }
const UNREACHABLE: Fetching = { kind: 'unreachable', problem: 'connect ECONNREFUSED' }
const IDLE: Fetching = { kind: 'idle' }
const many = { count: 1212, shipped: 1, oldest: '2026-03-03', newest: '2026-11-20' }
const shippedOnly = { count: 1, shipped: 1, oldest: '2018-04-20', newest: '2018-04-20' }

test.each([
  [many, IDLE, '1,212 answers, from 3 March 2026 to 20 November 2026.'],
  [many, FETCHING, '1,212 answers, from 3 March 2026 to 20 November 2026; still fetching more.'],
  [
    shippedOnly,
    UNREACHABLE,
    'One answer, from 20 April 2018. Parliament can’t be reached (connect ECONNREFUSED); newer answers may be missing.',
  ],
  [{ count: 0 }, FETCHING, 'No answers loaded yet; still fetching more.'],
])('what is covered, and what is still missing, as a sentence: %j, %j', (holdings, fetching, line) => {
  expect(coverageLine(holdings, fetching)).toBe(line)
})

describe('as a short line for a terminal', () => {
  test.each([
    [many, IDLE, '1,212 answers, back to March 2026'],
    [many, FETCHING, '1,212 answers, back to March 2026 · still fetching more'],
    [shippedOnly, FETCHING, 'fetching the newest answers from Parliament'],
    [
      shippedOnly,
      UNREACHABLE,
      'Parliament can’t be reached (connect ECONNREFUSED); one answer ships with the program. “npm run sync” tries again.',
    ],
    [
      { ...shippedOnly, count: 3, shipped: 3 },
      UNREACHABLE,
      'Parliament can’t be reached (connect ECONNREFUSED); 3 answers ship with the program. “npm run sync” tries again.',
    ],
    [
      many,
      UNREACHABLE,
      'Parliament can’t be reached (connect ECONNREFUSED); 1,212 answers, back to March 2026. “npm run sync” tries again.',
    ],
  ])('%j, %j', (holdings, fetching, line) => {
    expect(coverageStatus(holdings, fetching)).toBe(line)
  })
})

test.each([
  [undefined, 'I looked through 2 answers, from 3 March 2026 to 20 November 2026.'],
  ['fetching' as const, 'I looked through 2 answers, from 3 March 2026 to 20 November 2026; still fetching more.'],
  [
    'unreachable' as const,
    'I looked through 2 answers, from 3 March 2026 to 20 November 2026; newer answers may be missing.',
  ],
])('a refusal says what was looked through, and what may be missing: %s', (fetching, line) => {
  const covered = { answers: 2, oldest: '2026-03-03', newest: '2026-11-20' }
  expect(lookedThroughLine({ ...covered, ...(fetching && { fetching }) })).toBe(line)
})

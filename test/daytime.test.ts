import { expect, test } from 'vitest'
import { isDaytime, knownZone, localTime } from '../src/daytime.ts'

const at = (time: string) => Date.parse(time)

test('a zone that nobody knows is England’s', () => {
  expect(['Asia/Tokyo', 'Mars/Olympus', undefined].map(knownZone)).toEqual([
    'Asia/Tokyo',
    'Europe/London',
    'Europe/London',
  ])
  expect(localTime(at('2026-05-05T23:30:00Z'), 'Europe/London')).toEqual({ day: '2026-05-06', hour: 0 })
})

test.each([
  ['2026-05-06T07:59:00Z', 'Europe/London', false],
  ['2026-05-06T08:00:00Z', 'Europe/London', true],
  ['2026-05-06T16:59:00Z', 'Europe/London', true],
  ['2026-05-06T17:00:00Z', 'Europe/London', false],
  ['2026-05-06T17:00:00Z', 'America/New_York', true],
])('people may be notified from nine until six where they are: at %s in %s %s', (time, zone, may) => {
  expect(isDaytime(localTime(at(time), zone))).toBe(may)
})

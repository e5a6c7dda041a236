import { expect, test } from 'vitest'
import { createSeenEvents } from '../../src/slack/seen-events.ts'

test('an event is handled once, unless it is released', () => {
  const events = createSeenEvents()
  expect([events.claim('a'), events.claim('a'), events.claim('b')]).toEqual([true, false, true])
  events.release('a')
  expect(events.claim('a')).toBe(true)
})

test('only the last events are remembered', () => {
  const events = createSeenEvents(2)
  for (const id of ['a', 'b', 'c']) events.claim(id)
  expect([events.claim('c'), events.claim('a')]).toEqual([false, true])
})

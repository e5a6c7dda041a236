import { expect, test } from 'vitest'
import { createSeenEvents } from '../../src/slack/seen-events.ts'

test('an event is dealt with once, unless it is given back', () => {
  const events = createSeenEvents()
  expect([events.claim('a'), events.claim('a'), events.claim('b')]).toEqual([true, false, true])
  events.release('a')
  expect(events.claim('a')).toBe(true)
})

test('the oldest are forgotten, so that memory stays bounded', () => {
  const events = createSeenEvents(2)
  for (const id of ['a', 'b', 'c']) events.claim(id)
  expect([events.claim('c'), events.claim('a')]).toEqual([false, true])
})

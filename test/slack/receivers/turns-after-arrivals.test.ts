import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurnsAfterArrivals } from '../../../src/slack/receivers/turns-after-arrivals.ts'

/** Lets a request come in at every turn, until it is stopped. */
function flood(arrived: () => void): () => void {
  let stopped = false
  const next = () => {
    if (stopped) return
    arrived()
    setImmediate(next)
  }
  next()
  return () => {
    stopped = true
  }
}

test('work begins in the order of the requests', async () => {
  const turns = createTurnsAfterArrivals()
  const begun: number[] = []
  await Promise.all([1, 2, 3].map((n) => turns.next().then(() => begun.push(n))))
  expect(begun).toEqual([1, 2, 3])
})

test('work on an urgent request begins before that on others', async () => {
  const turns = createTurnsAfterArrivals()
  const begun: string[] = []
  const next = (name: string, urgent: boolean) => turns.next(urgent).then(() => begun.push(name))
  await Promise.all([next('first', false), next('second', false), next('urgent', true)])
  expect(begun).toEqual(['first', 'urgent', 'second'])
})

test('work waits until requests no longer come in at every turn', async () => {
  const turns = createTurnsAfterArrivals()
  const stop = flood(turns.arrived)
  let begun = false
  const next = turns.next().then(() => {
    begun = true
  })
  for (let n = 0; n < 50; n++) await turn()
  expect(begun).toBe(false)
  stop()
  await next
})

test('work doesn’t wait for ever for requests that never stop', async () => {
  const turns = createTurnsAfterArrivals(20)
  const stop = flood(turns.arrived)
  await Promise.all([turns.next(), turns.next(), turns.next()])
  stop()
})

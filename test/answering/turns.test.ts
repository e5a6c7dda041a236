import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from '../../src/answering/turns.ts'

test('of many that wait, one goes on at each turn of the event loop, in order', async () => {
  const turn = createTurns()
  const wentOn: number[] = []
  const all = Promise.all(Array.from({ length: 10 }, (_, n) => turn().then(() => wentOn.push(n))))
  const most: number[] = []
  for (let before = 0; wentOn.length < 10; before = wentOn.length) {
    await nextTurn()
    most.push(wentOn.length - before)
  }
  await all
  expect(Math.max(...most)).toBe(1)
  expect(wentOn).toEqual(wentOn.toSorted((a, b) => a - b))
})

import { expect, test } from 'vitest'
import { createBoundedMap } from '../../../src/slack/state/bounded-map.ts'
import { createRecentQuestions } from '../../../src/slack/state/recent-questions.ts'

test('the oldest are forgotten when there are too many, and all when their time is over', () => {
  let clock = 0
  const map = createBoundedMap<number>(2, 1000, () => clock)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4])
  clock = 1001
  expect(map.get('a')).toBeUndefined()
  map.set('d', 5)
  map.delete('d')
  expect(map.get('d')).toBeUndefined()
})

test('a person’s last five questions are remembered, each once, the newest first', () => {
  const recent = createRecentQuestions(() => 0)
  for (const question of ['1', '2', '3', '4', '5', '6', '3', ' ']) recent.add('U1', question)
  expect(recent.of('U1')).toEqual(['3', '6', '5', '4', '2'])
  expect(recent.of('U2')).toEqual([])
})

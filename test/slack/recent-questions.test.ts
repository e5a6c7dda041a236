import { expect, test } from 'vitest'
import { createRecentQuestions } from '../../src/slack/recent-questions.ts'
import { question } from '../questions.ts'

test('a person’s last five questions are remembered, each once, the newest first', () => {
  const recent = createRecentQuestions(() => 1)
  for (const typed of ['1', '2', '3', '4', '5', '6', '3', ' ']) recent.add('U1', question(typed))
  expect(recent.of('U1').map(({ asked }) => asked)).toEqual(['3', '6', '5', '4', '2'])
  expect(recent.of('U2')).toEqual([])
})

test('they are forgotten after a day', () => {
  let clock = 1
  const recent = createRecentQuestions(() => clock)
  recent.add('U1', question('ramps?'))
  clock += 24 * 3_600_000
  expect(recent.of('U1')).toHaveLength(1)
  clock += 1
  expect(recent.of('U1')).toEqual([])
})

test('they are remembered for the last thousand people only', () => {
  const recent = createRecentQuestions(() => 1)
  for (let n = 0; n <= 1000; n++) recent.add(`U${n}`, question('ramps?'))
  expect([recent.of('U0'), recent.of('U1000')].map(({ length }) => length)).toEqual([0, 1])
})

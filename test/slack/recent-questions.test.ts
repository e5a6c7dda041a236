import { expect, test } from 'vitest'
import type { NoAnswerReason, Reply } from '../../src/answering/reply.ts'
import { createRecentQuestions } from '../../src/slack/recent-questions.ts'
import { question } from '../questions.ts'

const person = { team: 'T1', user: 'U1' }

/** A reply to that question. */
const to = (typed: string, reason: NoAnswerReason = 'nothing-close'): Reply => ({
  kind: 'no-answer',
  question: question(typed),
  reason,
  nearest: [],
})

test('a person’s last five questions are remembered in each workspace, each once, the newest first', () => {
  const recent = createRecentQuestions(() => 1)
  for (const typed of ['1', '2', '3', '4', '5', '6', '3']) recent.add(person, to(typed))
  expect(recent.of(person).map(({ asked }) => asked)).toEqual(['3', '6', '5', '4', '2'])
  expect(recent.of({ team: 'T1', user: 'U2' })).toEqual([])
  expect(recent.of({ team: 'T2', user: 'U1' })).toEqual([])
})

test('they are forgotten after a day', () => {
  let clock = 1
  const recent = createRecentQuestions(() => clock)
  recent.add(person, to('ramps?'))
  clock += 24 * 3_600_000
  expect(recent.of(person)).toHaveLength(1)
  clock += 1
  expect(recent.of(person)).toEqual([])
})

test('they are remembered for the last thousand people only', () => {
  const recent = createRecentQuestions(() => 1)
  for (let n = 0; n <= 1000; n++) recent.add({ team: 'T1', user: `U${n}` }, to('ramps?'))
  expect(['U0', 'U1000'].map((user) => recent.of({ team: 'T1', user })).map(({ length }) => length)).toEqual([0, 1])
})

test('a question without words, or whose filters can’t be used, is not remembered', () => {
  const recent = createRecentQuestions(() => 1)
  recent.add(person, to('ramps since:soon', 'wrong-filter'))
  recent.add(person, to('why?', 'no-words'))
  expect(recent.of(person)).toEqual([])
})

import { expect, test } from 'vitest'
import type { NoAnswerReason, Reply } from '../../src/answering/reply.ts'
import { createRecentQuestions } from '../../src/slack/recent-questions.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { question } from '../questions.ts'

const person = { team: 'T1', user: 'U1' }

/** A reply to that question. */
const to = (typed: string, reason: NoAnswerReason = 'nothing-close'): Reply => ({
  kind: 'no-answer',
  question: question(typed),
  reason,
  nearest: [],
})

test('a person’s last five questions are remembered in each workspace, each once, the newest first', async () => {
  const recent = createRecentQuestions(createMemoryState())
  for (const typed of ['1', '2', '3', '4', '5', '6', '3']) await recent.add(person, to(typed))
  expect((await recent.of(person)).map(({ asked }) => asked)).toEqual(['3', '6', '5', '4', '2'])
  expect(await recent.of({ team: 'T1', user: 'U2' })).toEqual([])
  expect(await recent.of({ team: 'T2', user: 'U1' })).toEqual([])
})

test('they are forgotten after a day', async () => {
  let clock = 1
  const recent = createRecentQuestions(createMemoryState({ now: () => clock }))
  await recent.add(person, to('ramps?'))
  clock += 24 * 3_600_000 - 1
  expect(await recent.of(person)).toHaveLength(1)
  clock += 1
  expect(await recent.of(person)).toEqual([])
})

test('they are remembered for the last thousand people only', async () => {
  const recent = createRecentQuestions(createMemoryState())
  for (let n = 0; n <= 1000; n++) await recent.add({ team: 'T1', user: `U${n}` }, to('ramps?'))
  const all = await Promise.all(['U0', 'U1000'].map((user) => recent.of({ team: 'T1', user })))
  expect(all.map(({ length }) => length)).toEqual([0, 1])
})

test('a question without words, or whose filters or UIN are wrong, is not remembered', async () => {
  const recent = createRecentQuestions(createMemoryState())
  await recent.add(person, to('ramps since:soon', 'wrong-filter'))
  await recent.add(person, to('why?', 'no-words'))
  await recent.add(person, to('999999', 'unknown-uin'))
  expect(await recent.of(person)).toEqual([])
})

test('what can’t be understood counts as not there', async () => {
  const state = createMemoryState()
  const recent = createRecentQuestions(state)
  await recent.add(person, to('ramps?'))
  const [kept] = await state.list({ name: 'recent-questions' })
  if (!kept) throw new Error('they are kept')
  await state.set(kept, [{ asked: 'ramps?' }, 'lifts?'])
  expect(await recent.of(person)).toEqual([])
  await recent.add(person, to('doors?'))
  expect((await recent.of(person)).map(({ asked }) => asked)).toEqual(['doors?'])
})

import { describe, expect, test } from 'vitest'
import { sentencesToAsk } from '../../src/answering/sentences-to-ask.ts'
import { workedMs } from '../worked-ms.ts'

describe('the questions in a message', () => {
  test.each([
    ['ramps', []],
    ['', []],
    ['Hello all. How many ramps are there? Thanks!', ['How many ramps are there?']],
    ['Parents ask about ramps at school. Does anyone know?', ['Parents ask about ramps at school. Does anyone know?']],
    [
      'How many ramps are there?\nHow many lifts are there?',
      ['How many ramps are there?', 'How many lifts are there?'],
    ],
    ['• How many ramps are there?', ['How many ramps are there?']],
    ['Who?', ['Who?']],
    ['Schools want ramps. What does it cost?', ['Schools want ramps. What does it cost?']],
    ['Schools want ramps. Any idea how long that takes?', ['Schools want ramps. Any idea how long that takes?']],
    ['Q1: are there ramps? Q2: are there lifts?', ['are there ramps?', 'are there lifts?']],
    ['(a) How many ramps are there?\n2. How many lifts?', ['How many ramps are there?', 'How many lifts?']],
    ['Hello. Is it true that schools need ramps by law?', ['Is it true that schools need ramps by law?']],
  ])('%j', (text, questions) => {
    expect(sentencesToAsk(text).questions).toEqual(questions)
  })
})

describe('the statements in a message', () => {
  test.each([
    ['ramps', ['ramps']],
    ['', []],
    ['Thanks!', []],
    ['Ramps are getting worse. How many ramps are there?', ['Ramps are getting worse.']],
    ['Schools want ramps. They cost more.', ['Schools want ramps.', 'Schools want ramps. They cost more.']],
    ['They cost more.', ['They cost more.']],
    ['- more ramps\n\n- fewer lifts', ['more ramps', 'fewer lifts']],
  ])('%j', (text, statements) => {
    expect(sentencesToAsk(text).statements).toEqual(statements)
  })
})

test('of each kind there are at most eight, each once', () => {
  const many = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((n) => [
    `How many ramps have schools with ${n} pupils?`,
    `Schools with ${n} pupils have ramps.`,
  ])
  const { questions, furtherQuestions, statements } = sentencesToAsk(many.join(' '))
  expect(furtherQuestions).toEqual([9, 10].map((n) => `How many ramps have schools with ${n} pupils?`))
  for (const sentences of [questions, statements]) {
    expect(sentences).toHaveLength(8)
    expect(new Set(sentences).size).toBe(8)
  }
})

test.each([
  ['white space', ' '.repeat(40_000)],
  ['question marks', '?'.repeat(40_000)],
  ['brackets behind a question mark', `a?${')'.repeat(39_000)}b`],
  ['short questions', 'why? '.repeat(8000)],
  ['new lines', 'a\n'.repeat(20_000)],
])('a message of 40,000 characters is gone through at once: %s', async (_what, text) => {
  expect(await workedMs(() => sentencesToAsk(text))).toBeLessThan(1000)
})

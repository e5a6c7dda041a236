import { describe, expect, test } from 'vitest'
import { questionsIn } from '../../src/answering/questions-in.ts'

describe('the questions in a message', () => {
  test.each([
    ['ramps', ['ramps']],
    ['', []],
    ['Hello all. How many ramps are there? Thanks!', ['How many ramps are there?']],
    ['Parents ask about ramps at school. Does anyone know?', ['Parents ask about ramps at school. Does anyone know?']],
    [
      'How many ramps are there?\nHow many lifts are there?',
      ['How many ramps are there?', 'How many lifts are there?'],
    ],
    ['Who?', ['Who?']],
    ['Schools want ramps. What does it cost?', ['Schools want ramps. What does it cost?']],
    ['Schools want ramps. Any idea how long that takes?', ['Schools want ramps. Any idea how long that takes?']],
    ['Hello. Is it true that schools need ramps by law?', ['Is it true that schools need ramps by law?']],
  ])('%j', (text, questions) => {
    expect(questionsIn(text)).toEqual(questions)
  })

  test('are three at most, each once', () => {
    const text = [1, 2, 2, 3, 4].map((n) => `How many ramps have schools with ${n} pupils?`).join(' ')
    expect(questionsIn(text)).toHaveLength(3)
    expect(new Set(questionsIn(text)).size).toBe(3)
  })
})

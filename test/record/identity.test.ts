import { describe, expect, test } from 'vitest'
import {
  answerKey,
  normaliseUin,
  parseQuestionKey,
  parseQuestionPage,
  questionKey,
  questionPage,
} from '../../src/record/identity.ts'
import { answer } from '../answers.ts'

const question = { tabled: '2018-03-29', uin: '135027' }

describe('the key of a question', () => {
  test('is made of its tabled day and UIN, and parsed into them', () => {
    expect(questionKey(question)).toBe('2018-03-29/135027')
    expect(parseQuestionKey('2018-03-29/135027')).toEqual(question)
    expect(parseQuestionKey('2018-03-29/hl7')).toEqual({ tabled: '2018-03-29', uin: 'HL7' })
  })

  test.each(['', '135027', '2018-02-30/1', '2018-03-29/0', '2018-03-29/12345678', '2018-03-29/1/2', 'x2018-03-29/1'])(
    'is not %j',
    (text) => expect(parseQuestionKey(text)).toBeUndefined(),
  )

  test('of an answer is that of its first question', () => {
    expect(answerKey(answer({ ...question }))).toBe('2018-03-29/135027')
  })
})

test('a UIN is read in the forms that people and ministers write', () => {
  expect(['hl 1234', ' HL1234', '09540', '00', 'HL', '12a'].map(normaliseUin)).toEqual([
    'HL1234',
    'HL1234',
    '9540',
    undefined,
    undefined,
    undefined,
  ])
})

describe('Parliament’s page of a question', () => {
  test('is made of the key, and parsed at its present and its former addresses', () => {
    expect(parseQuestionPage(questionPage(question))).toEqual(question)
    const former =
      'https://www.parliament.uk/business/publications/written-questions-answers-statements/written-question'
    expect(parseQuestionPage(`${former}/Commons/2018-03-29/135027/`)).toEqual(question)
  })

  test.each([
    'https://example.org/written-questions/detail/2018-03-29/135027',
    'not an address',
    `${questionPage(question)}/x`,
  ])('is not %s', (address) => expect(parseQuestionPage(address)).toBeUndefined())
})

import { describe, expect, test } from 'vitest'
import { pursuantReferences, referralReferences } from '../../src/record/references.ts'

describe('the questions that a question is asked pursuant to are found', () => {
  test.each([
    [
      'To ask, pursuant to the Answer of Friday 26 January 2018 to Question 123604, on Inspections, if he will publish',
      [{ kind: 'pursuant', uin: '123604', answered: '2018-01-26' }],
    ],
    [
      'To ask, pursuant to the Answers of 3 December 2024 to Questions (a) 15923 and (b) 15934 on Plans, what',
      [
        { kind: 'pursuant', uin: '15923', answered: '2024-12-03' },
        { kind: 'pursuant', uin: '15934', answered: '2024-12-03' },
      ],
    ],
    [
      'To ask, pursuant to the answer on 10 September 2025 to HL10181, when',
      [{ kind: 'pursuant', uin: 'HL10181', answered: '2025-09-10' }],
    ],
    ['To ask, pursuant to the contract of 13 November 2020, what', []],
    ['To ask what he will do about Question 7.', []],
  ])('%s', (question, references) => {
    expect(pursuantReferences(question, '2026-01-01')).toEqual(references)
  })
})

describe('the questions that an answer refers to are found', () => {
  test.each([
    [
      'I refer the hon. Member to the answer I gave on 25 October 2023 to Question 200760.',
      [{ kind: 'referral', uin: '200760', answered: '2023-10-25' }],
    ],
    [
      'I refer the hon. Member to the answer given on 18th December to Question UIN 6770.',
      [{ kind: 'referral', uin: '6770', answered: '2023-12-18' }],
    ],
    [
      'I refer the Member to my answers of 12 and 13 September 2023 to PQs 198306 and 198308.',
      [
        { kind: 'referral', uin: '198306', answered: '2023-09-13' },
        { kind: 'referral', uin: '198308', answered: '2023-09-13' },
      ],
    ],
    ['I refer the Honourable Member to the answer given in response to PQ 4875.', [{ kind: 'referral', uin: '4875' }]],
    ['I refer the Rt Hon. Gentleman to my response to PQ09540: that', [{ kind: 'referral', uin: '9540' }]],
    ['I refer the noble Lord to my answer to HL 00566.', [{ kind: 'referral', uin: 'HL566' }]],
    ['I refer the hon. Member to the answer to Question 000.', []],
    ['I refer the hon. Member to my letter of 25 October 2023.', []],
    ['Families can be referred to question 12 of the form.\nI refer to nothing else.', []],
    ['There are 4875 schools, and questions remain.', []],
  ])('%s', (text, references) => {
    expect(referralReferences([[{ type: 'paragraph', content: [text] }]], '2024-01-10')).toEqual(references)
  })
})

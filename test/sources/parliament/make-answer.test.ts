import { describe, expect, test } from 'vitest'
import { passageText } from '../../../src/record/passage-text.ts'
import { groupOf, isAnswered, makeAnswer, textsOf } from '../../../src/sources/parliament/make-answer.ts'
import { ParliamentRecord } from '../../../src/sources/parliament/record.ts'
import { record } from './fake-parliament.ts'

const read = (draft: Parameters<typeof record>[0]) => ParliamentRecord.parse(record(draft))

describe('a record becomes a written answer', () => {
  test('with asker, minister, department, days, and the link to its public page', () => {
    expect(makeAnswer([read({ id: 7, uin: 'hl7', house: 'Lords', dateTabled: '2024-03-01T00:00:00' })])).toEqual({
      house: 'Lords',
      heading: 'Special Educational Needs',
      questions: [
        {
          id: 7,
          uin: 'HL7',
          tabled: '2024-03-01',
          text: 'To ask the Secretary of State for Education, what is planned.',
          asker: 'Sam Member',
        },
      ],
      department: 'Department for Education',
      answeredBy: { name: 'Jo Minister' },
      answered: '2024-03-08',
      passages: [[{ type: 'paragraph', content: ['Answer number 7.'] }]],
      references: [],
      attachments: [],
      source: 'https://questions-statements.parliament.uk/written-questions/detail/2024-03-01/HL7',
    })
  })

  test('with the titles and addresses of its attachments, without unsafe addresses', () => {
    const attachments = [
      { title: 'Letter', url: 'https://qna.files.parliament.uk/a letter.pdf', fileType: 'pdf', fileSizeBytes: 1 },
      { title: null, url: 'https://qna.files.parliament.uk/b.pdf' },
      { title: 'Bad', url: 'javascript:x' },
    ]
    expect(makeAnswer([read({ id: 7, attachments })]).attachments).toEqual([
      { title: 'Letter', url: 'https://qna.files.parliament.uk/a%20letter.pdf' },
      { title: 'https://qna.files.parliament.uk/b.pdf', url: 'https://qna.files.parliament.uk/b.pdf' },
    ])
  })

  test('without a minister or a heading if the record has none', () => {
    const answer = makeAnswer([read({ id: 7, answeringMember: null, heading: null })])
    expect([answer.answeredBy, answer.heading]).toEqual([undefined, 'Written question 7'])
  })

  test('marked as holding if the record is, or if it has the standard text', () => {
    const words = '<p>It will not be possible to answer this question within the usual time period.</p>'
    expect(makeAnswer([read({ id: 7, answerIsHolding: true })]).holding).toBe(true)
    expect(makeAnswer([read({ id: 7, answerIsHolding: null, answerText: words })]).holding).toBe(true)
    const final = makeAnswer([read({ id: 7, dateHoldingAnswer: '2024-03-05' })])
    expect(final.holding).toBeUndefined()
    expect(final.held).toBe('2024-03-05')
    expect(makeAnswer([read({ id: 7, answerIsHolding: true, dateHoldingAnswer: '2024-03-05' })]).held).toBeUndefined()
  })

  test('corrected, with the date and the original text', () => {
    const answer = makeAnswer([
      read({
        id: 7,
        dateAnswerCorrected: '2024-04-01',
        originalAnswerText: '<p>Six.</p>',
        answerText: '<p>Seven.</p>',
      }),
    ])
    expect(answer.corrected).toBe('2024-04-01')
    expect([answer.passages, answer.original].map((passages) => passages?.map(passageText))).toEqual([
      ['Seven.'],
      ['Six.'],
    ])
  })

  test('with references to the questions that it and its answer name', () => {
    const answer = makeAnswer([
      read({
        id: 7,
        questionText: 'To ask, pursuant to the Answer of 4 December 2023 to Question 3974, what',
        answerText: '<p>I refer the hon. Member to the answer I gave on 1 March 2024 to Question 200.</p>',
      }),
    ])
    expect(answer.references).toEqual([
      { kind: 'pursuant', uin: '3974', answered: '2023-12-04' },
      { kind: 'referral', uin: '200', answered: '2024-03-01' },
    ])
  })
})

describe('grouped questions become one answer', () => {
  const group = (id: number, others: number[]) =>
    read({
      id,
      groupedQuestionsDates: others.map((uin) => ({ questionUin: String(uin), dateTabled: '2024-03-01T00:00:00' })),
      answerText: '<p>One answer for all.</p>',
      askingMember: { name: `Member of ${id}` },
    })
  const [one, two] = [group(1, [2, 3]), group(2, [1, 3])] as const

  test('with all their UINs and askers, and those of which only the UIN is known', () => {
    expect(makeAnswer([one, two]).questions).toMatchObject([
      { uin: '1', asker: 'Member of 1' },
      { uin: '2', asker: 'Member of 2' },
      { uin: '3', tabled: '2024-03-01' },
    ])
  })

  test('which does not depend on their order', () => {
    expect(makeAnswer([two, one])).toEqual(makeAnswer([one, two]))
    expect(groupOf(two)).toEqual(groupOf(one))
  })
})

describe('a record has no answer if it is', () => {
  test.each([
    ['unanswered', { dateAnswered: null, answerText: null }],
    ['withdrawn', { isWithdrawn: true }],
    ['empty', { answerText: '<p> </p>' }],
    [
      'out of time',
      {
        answerText:
          '<p>It has not proved possible to respond to the Rt Hon. Member in the time available before Prorogation.</p>',
      },
    ],
  ])('%s', (_what, draft) => {
    expect(isAnswered(read({ id: 7, ...draft }))).toBe(false)
  })

  test('an answer that contains part of the standard text is an answer', () => {
    expect(isAnswered(read({ id: 7, answerText: '<p>It has proved possible in the time available.</p>' }))).toBe(true)
  })
})

test('the texts of a record are plain, what is asked apart from the answer', () => {
  const record = {
    id: 7,
    heading: 'SEN',
    questionText: 'What of <i>ramps</i>?',
    answerText: '<p>R&amp;D <b>SEN</b>CO</p>',
  }
  expect(textsOf(read(record))).toEqual({ asked: 'SEN\nWhat of ramps?', answer: 'R&D SENCO' })
})

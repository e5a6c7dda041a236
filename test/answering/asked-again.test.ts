import { expect, test } from 'vitest'
import { createAskedAgain } from '../../src/answering/asked-again.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const QUESTION =
  'To ask the Secretary of State for Education, what steps she is taking to fund ramps in schools in Kent.'
const one = answer({ question: QUESTION, answered: '2026-01-20', paragraphs: ['There are no plans to fund ramps.'] })
/** One that is the same question, answered later and otherwise, but for what a test changes. */
const again = (more: Parameters<typeof answer>[0] = {}) =>
  answer({
    uin: '200002',
    tabled: '2026-05-01',
    question: QUESTION.replace('what steps she is taking', 'What steps is he taking the'),
    answered: '2026-05-09',
    paragraphs: ['We will spend ten million pounds.'],
    ...more,
  })
const found = (other: ReturnType<typeof answer>, since = '2026-05-01') =>
  createAskedAgain(createCorpus([one, other]))(one, since)

test('the same question in other formalities, answered otherwise since a day, was asked again', () => {
  expect(found(again())).toEqual(again())
  expect(found(again(), '2026-05-10')).toBeUndefined()
})

test.each([
  ['is about another place', { question: QUESTION.replace('Kent', 'Essex') }],
  ['is about something else', { question: QUESTION.replace('ramps', 'lifts') }],
  ['has a year', { question: QUESTION.replace('Kent.', 'Kent in 2025.') }],
  ['was put to another department', { department: 'Department of Health and Social Care' }],
  ['was answered before', { answered: '2026-01-19' }],
  ['got the same answer', { paragraphs: ['There are no plans to fund ramps.'] }],
  ['has only a holding answer', { holding: true as const }],
  ['was referred to another answer', { references: [{ kind: 'referral' as const, uin: '7' }] }],
])('a question that %s is none', (_, more) => {
  expect(found(again(more), '2026-01-01')).toBeUndefined()
})

test('a question of few words may be the same by chance', () => {
  const short = { question: 'To ask the Secretary of State for Education, what is planned.' }
  const corpus = createCorpus([answer({ ...short, answered: '2026-01-20' }), again(short)])
  expect(createAskedAgain(corpus)(answer({ ...short, answered: '2026-01-20' }), '2026-05-01')).toBeUndefined()
})

test('what came since the last call is found, and an earlier day too', () => {
  const corpus = createCorpus([one])
  const askedAgain = createAskedAgain(corpus)
  expect(askedAgain(one, '2026-06-01')).toBeUndefined()
  corpus.put(again())
  expect(askedAgain(one, '2026-06-01')).toBeUndefined()
  expect(askedAgain(one, '2026-05-01')).toEqual(again())
})

import { describe, expect, test } from 'vitest'
import { writtenFilter } from '../../../src/search/question/filter.ts'
import { datesInPlainWords } from '../../../src/search/question/plain-dates.ts'
import { workedMs } from '../../worked-ms.ts'

/** A Thursday. */
const TODAY = '2026-11-26'

const dated = (typed: string, today: string | undefined = TODAY) => {
  const { text, filters } = datesInPlainWords(typed, today)
  return [text, filters.map(writtenFilter).join(' ')]
}

describe('a date is a filter where the question asks what was said then', () => {
  test.each([
    [
      'what have ministers said about transport since January?',
      'what have ministers said about transport?',
      'since:2026-01',
    ],
    [
      'what have ministers said about transport since December',
      'what have ministers said about transport',
      'since:2025-12',
    ],
    [
      'What has the government said about autism since May 2024?',
      'What has the government said about autism?',
      'since:2024-05',
    ],
    ['what has been said about tribunals since 2025', 'what has been said about tribunals', 'since:2025'],
    ['what have ministers said about the reforms this year?', 'what have ministers said about the reforms?', 'in 2026'],
    [
      'what did the Lords say about exclusions this month?',
      'what did the Lords say about exclusions?',
      'in November 2026',
    ],
    [
      'what did ministers say last month about transport?',
      'what did ministers say about transport?',
      'in October 2026',
    ],
    ['what did ministers say in April 2026 about transport', 'what did ministers say about transport', 'in April 2026'],
    [
      'what did the DfE say last week on EHC plans',
      'what did the DfE say on EHC plans',
      'since:2026-11-16 before:2026-11-23',
    ],
    [
      'Last month, what did ministers say about transport?',
      'what did ministers say about transport?',
      'in October 2026',
    ],
    [
      'In April 2026, what did the minister say about ramps?',
      'what did the minister say about ramps?',
      'in April 2026',
    ],
    [
      'Since January what has the Department for Education said about funding',
      'what has the Department for Education said about funding',
      'since:2026-01',
    ],
    [
      'since the start of 2026, what have ministers said about autism',
      'what have ministers said about autism',
      'since:2026',
    ],
    [
      'before May 2024 what did ministers say about transport',
      'what did ministers say about transport',
      'before:2024-05',
    ],
    [
      'after June 2025, what did ministers say about transport',
      'what did ministers say about transport',
      'since:2025-07',
    ],
    ['answers on school transport since March 2026', 'answers on school transport', 'since:2026-03'],
    ['are there any answers about tribunals this month?', 'are there any answers about tribunals?', 'in November 2026'],
    ['show me the latest answers on autism this year', 'show me the latest answers on autism', 'in 2026'],
    ['answers given last year about ramps', 'answers given about ramps', 'in 2025'],
    ['written answers on exclusions in the last three months', 'written answers on exclusions', 'since:2026-08-26'],
    ['any answers on ramps over the past 6 weeks?', 'any answers on ramps?', 'since:2026-10-15'],
    [
      "what's new on school transport this week?",
      "what's new on school transport?",
      'since:2026-11-23 before:2026-11-30',
    ],
    [
      'is there anything new about the SEND reforms since September',
      'is there anything new about the SEND reforms',
      'since:2026-09',
    ],
    ['any updates on tribunals since April 2026?', 'any updates on tribunals?', 'since:2026-04'],
    ['any news on autism in the past year', 'any news on autism', 'since:2025-11-26'],
    [
      'has the minister said anything about ramps since last year?',
      'has the minister said anything about ramps?',
      'since:2025',
    ],
    ['did ministers say anything last month about ramps', 'did ministers say anything about ramps', 'in October 2026'],
    [
      'what are ministers saying about tribunals this week',
      'what are ministers saying about tribunals',
      'since:2026-11-23 before:2026-11-30',
    ],
    [
      'Please tell me what was said in Parliament about ramps since 3 May 2026',
      'Please tell me what was said in Parliament about ramps',
      'since:2026-05-03',
    ],
    ['what did ministers say last month?', 'what did ministers say?', 'in October 2026'],
    [
      'how have ministers answered questions on transport since May?',
      'how have ministers answered questions on transport?',
      'since:2026-05',
    ],
    [
      'What have ministers told Parliament about exclusions since the beginning of this year?',
      'What have ministers told Parliament about exclusions?',
      'since:2026',
    ],
  ])('%j', (typed, text, filter) => {
    expect(dated(typed)).toEqual([text, filter])
  })
})

describe('a month or year behind a topic may be when it was said: the search judges it', () => {
  test.each([
    ['what did ministers say about transport in April 2026?', '2026-04'],
    ['what did the government say about school transport last month', '2026-10'],
    ['what was said about EHC plans in March', '2026-03'],
    ['answers on tribunals in October 2025', '2025-10'],
    ['what did ministers say about autism last year?', '2025'],
  ])('%j', (typed, value) => {
    const { text, filters, year } = datesInPlainWords(typed, TODAY)
    expect({ text, filters, year }).toMatchObject({ text: typed, filters: [], year: { value, said: true } })
    expect(typed.startsWith(year?.text ?? '?')).toBe(true)
  })
})

describe('a date that may belong to the matter restricts nothing', () => {
  test.each([
    'what has changed since the 2014 Act?',
    'what have ministers said about plans since the 2014 Act',
    'what did ministers say about funding for 2024-25?',
    'what is the funding for 2024-25?',
    'are councils keeping to the statutory 20 weeks?',
    'when does phase 2 begin in 2026?',
    'what did ministers say about phase 2 in April 2026?',
    'what did ministers say about the consultation in April 2026?',
    'what did ministers say about the funding last year?',
    'what did ministers say about exclusions in April 2026?',
    'what did ministers say about plans issued in April 2026?',
    'what did ministers say about places created last year?',
    'what did ministers say about schools opening in September 2026',
    'what did ministers say about children who lost their place last month?',
    'what did ministers say about the number of plans to be in place by April 2027',
    'what did ministers say about the budget in March?',
    'what did the government say in its response to the review in April 2026?',
    'what did Ofsted say about inspections since January?',
    'what did Ofsted say in April 2026 about ramps?',
    'what did the Minister for Health announce in April 2026?',
    'what did the report published in May 2024 say about autism?',
    'what did the white paper say last year about inclusion?',
    'how many plans were issued this year?',
    'how many plans were issued last month?',
    'how many children have been excluded since January?',
    'has funding risen since 2015?',
    'have waiting times got longer in the last three months?',
    'how much was spent on transport last year?',
    'how many tribunals in 2023 and 2024?',
    'school transport in April 2026',
    'transport since January',
    'what happens in September 2026?',
    'will the reforms begin this year?',
    'which schools will open in September?',
    'are there more special school places this year',
    'what did ministers say about transport in 2024?',
    'what did ministers say between January and March 2026 about ramps?',
    'what did ministers say about transport from January',
    'what did ministers say about transport for April 2026',
    'what did ministers say about the May 2024 statement',
    'what did ministers say about the year of 2024',
    'what was said in the 2022 green paper about tariffs?',
    'what is the deadline in the 2026 regulations?',
    'did the minister say when plans issued since January 2026 will be reviewed?',
    'did ministers say that places will be ready in September 2027?',
    'has the government said how much it will spend in 2026-27?',
    'what did ministers say about pupils aged 16 since they left school?',
    'what did the minister say about Teresa May?',
    'what did ministers say about holiday clubs in the summer?',
    'what did ministers say about the last month of term?',
    'what answers did councils give last month about transport',
    'statements of SEN before September 2014',
    'answers to the consultation in March 2023',
    'what replies did the ombudsman get last year',
    'who was the minister in April 2026?',
    'what did the government promise last year on respite?',
    'the latest on autism',
    'news about the February 2026 white paper',
    'what did ministers say about Key Stage 4 in June exams?',
    'what did ministers say about children starting school in September?',
    'what was the January census figure?',
    'what did ministers say about appeals last year',
    'what did ministers say about funding after March 2028?',
    'what did ministers say about funding after March 2026?',
    'what did ministers say about transport in March 2028?',
    'any news on transport after this year',
    'what have ministers said after this month about transport?',
    'marching in May',
    '',
  ])('%j', (typed) => {
    expect(datesInPlainWords(typed, TODAY)).toEqual({ text: typed, filters: [] })
  })
})

test('without today, only what says its own year is read', () => {
  expect(datesInPlainWords('what did ministers say last month about ramps?', undefined).filters).toEqual([])
  expect(datesInPlainWords('what have ministers said about ramps since January?', undefined).filters).toEqual([])
  expect(datesInPlainWords('what have ministers said about ramps since May 2024?', undefined).filters).toHaveLength(1)
})

test.each([
  'what did ministers say ',
  'since January ',
  'any news on ',
  'the last ',
  'has been said ',
  'so and ok please ',
])('long texts of %j are gone through at once', async (part) => {
  const text = part.repeat(5000 / part.length)
  expect(await workedMs(() => datesInPlainWords(text, TODAY))).toBeLessThan(1000)
})

import { describe, expect, test } from 'vitest'
import { createCorpus } from '../../../src/search/corpus.ts'
import { filtersInPlainWords, houseInPlainWords, yearInPlainWords } from '../../../src/search/question/plain-filters.ts'
import { answer } from '../../answers.ts'
import { workedMs } from '../../worked-ms.ts'

const MINISTERS = [
  'Nadhim Zahawi',
  'Baroness Smith of Malvern',
  'Theresa May',
  'Sir Kit Malthouse',
  'Will Quince',
  'Brendan Clarke-Hill',
  'Anna Head',
  'Ian Law',
  'Lord Bishop of Durham',
]
const { names } = createCorpus(
  MINISTERS.map((name, n) =>
    answer({
      answeredBy: { name },
      questions: [{ uin: String(n + 1), tabled: '2024-01-08', text: 'To ask.', asker: 'Munira Wilson' }],
    }),
  ),
)

describe('a House in plain words is a filter', () => {
  test.each([
    ['ramps in the Lords?', 'ramps?', 'Lords'],
    ['ramps from the House of Commons', 'ramps', 'Commons'],
    ['What did the lords say about ramps?', 'ramps?', 'Lords'],
  ])('%j', (typed, text, value) => {
    expect(houseInPlainWords(typed)).toEqual({ text, filters: [{ name: 'house', value }] })
  })

  test.each(['ramps in the Lords chamber', 'the House of Lords committee on ramps', 'in the commons', 'lords'])(
    'but not where the question is about it, or is nothing else: %j',
    (typed) => {
      expect(houseInPlainWords(typed)).toEqual({ text: typed, filters: [] })
    },
  )
})

describe('a name in plain words is a filter if the record has it', () => {
  test.each([
    ['ramps by Smith', 'ramps', 'Smith'],
    ['ramps by Baroness Smith?', 'ramps?', 'Baroness Smith'],
    ['ramps by Baroness Smith of Malvern', 'ramps', 'Baroness Smith of Malvern'],
    ['what was said by baroness smith about ramps', 'what was said about ramps', 'baroness smith'],
    ['ramps by nadhim zahawi', 'ramps', 'nadhim zahawi'],
    ['ramps by zahawi', 'ramps', 'zahawi'],
    ['RAMPS BY ZAHAWI', 'RAMPS', 'ZAHAWI'],
    ['ramps by Mr Zahawi', 'ramps', 'Zahawi'],
    ['ramps by the Minister Nadhim Zahawi', 'ramps', 'nadhim zahawi'],
    ['ramps by Theresa May', 'ramps', 'Theresa May'],
    ['ramps by theresa may', 'ramps', 'theresa may'],
    ['ramps by Mrs May', 'ramps', 'May'],
    ['ramps by Kit Malthouse', 'ramps', 'Kit Malthouse'],
    ['ramps by Quince', 'ramps', 'Quince'],
    ['ramps by clarke-hill', 'ramps', 'clarke-hill'],
    ['ramps due by Monday, said by Zahawi', 'ramps due by Monday, said', 'Zahawi'],
    ['by Zahawi: ramps', ': ramps', 'Zahawi'],
    ['by Zahawi?', '', 'Zahawi'],
  ])('%j', (question, text, value) => {
    expect(filtersInPlainWords(question, names)).toEqual({ text, filters: [{ name: 'by', value }] })
  })

  test('one minister and one member at most', () => {
    expect(filtersInPlainWords('ramps asked by Wilson, answered by Zahawi, not by Smith', names).filters).toEqual([
      { name: 'asked-by', value: 'Wilson' },
      { name: 'by', value: 'Zahawi' },
    ])
  })

  test.each([
    'school ramps built by Malvern',
    'ramps by law',
    'required by Law',
    'ramps by parents',
    'inspected by Ofsted',
    'ramps by Monday',
    'ramps by May',
    'ramps by may 2024',
    'ramps by school',
    'signed by the Head',
    'signed by the head teacher',
    'ramps by Hill',
    'quoted by quince makers',
    'ramps by Wilson',
    'stand-by Zahawi',
    'ramps by the Lord Bishop',
    'Zahawi',
    'by',
  ])('but not %j', (text) => {
    expect(filtersInPlainWords(text, names)).toEqual({ text, filters: [] })
  })

  test('thousands of "by" are parsed at once', async () => {
    for (const text of ['by '.repeat(1666), `by ${' '.repeat(4990)}`])
      expect(await workedMs(() => filtersInPlainWords(text, names))).toBeLessThan(250)
  })
})

describe('a year in plain words may be the year of the answers', () => {
  test.each([
    ['ramps in 2018?', 'ramps'],
    ['in 2018 ramps', 'ramps'],
    ['In 2018, ramps', 'ramps'],
    ['what was said in 2018 about ramps', 'what was about ramps'],
    ['ramps given in 2018', 'ramps'],
  ])('%j', (question, text) => {
    expect(yearInPlainWords(question)).toEqual({ text, value: '2018' })
  })

  test.each([
    'plans issued in 2018 to children',
    'more in 2018 than in 2017',
    'ramps in 2018-19',
    'ramps in 2018/19',
    'ramps in 20183',
    'in 2018?',
    'built-in 2018',
  ])('but not %j', (question) => {
    expect(yearInPlainWords(question)).toBeUndefined()
  })
})

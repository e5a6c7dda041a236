import { expect, test } from 'vitest'
import { uinAskedFor } from '../../../src/search/question/uin.ts'

test.each([
  ['135027', '135027'],
  ['HL 1234', 'HL1234'],
  ['uin:HL 1234', 'HL1234'],
  ['PQ 135027 please', '135027'],
  ['PQ 135027, please.', '135027'],
  ['question 135027?', '135027'],
  ['written question no. 09540', '9540'],
  ['#2025', '2025'],
  ['uin 2025', '2025'],
  ['pq 6000', '6000'],
  ['uin 912', '912'],
  ['question 45', '45'],
  ['question 45, please', '45'],
  ['PQ 7?', '7'],
  ['written question no. 12', '12'],
])('%j asks for a UIN and nothing else', (text, uin) => {
  expect(uinAskedFor(text)).toEqual({ uin, certain: true })
})

test('four digits alone are not certain to be a UIN: they may be a year', () => {
  expect(uinAskedFor('2025?')).toEqual({ uin: '2025', certain: false })
})

test.each([
  '',
  '135',
  'number 12',
  'no. 5',
  '#1',
  'question 12345678',
  'question 45 days',
  'ramps 135027',
  '135027 ramps',
  'HL',
  '0000',
  'no '.repeat(2000),
  `1234${' '.repeat(4990)}x`,
])('%j does not', (text) => {
  expect(uinAskedFor(text)).toBeUndefined()
})

import { expect, test } from 'vitest'
import {
  addDays,
  byMonth,
  firstDay,
  longDate,
  monthsBefore,
  parseLongDate,
  todayInEngland,
} from '../../src/record/dates.ts'

test('a span is split into calendar months', () => {
  expect(byMonth('2024-01-30', '2024-03-02')).toEqual([
    { from: '2024-01-30', to: '2024-01-31' },
    { from: '2024-02-01', to: '2024-02-29' },
    { from: '2024-03-01', to: '2024-03-02' },
  ])
  expect(byMonth('2024-03-02', '2024-03-01')).toEqual([])
})

test('days and months are counted across years', () => {
  expect([addDays('2023-12-31', 1), addDays('2024-03-01', -1)]).toEqual(['2024-01-01', '2024-02-29'])
  expect([monthsBefore('2026-02-28', 24), monthsBefore('2024-03-31', 1)]).toEqual(['2024-02-28', '2024-02-29'])
})

test('dates are read and written as people do', () => {
  expect(['29th March 2018', '1 may, 2024', '30 February 2024', '3 Foo 2024', 'soon'].map(parseLongDate)).toEqual([
    '2018-03-29',
    '2024-05-01',
    undefined,
    undefined,
    undefined,
  ])
  expect(['2018-03-09', '2018-03', '2018'].map(longDate)).toEqual(['9 March 2018', 'March 2018', '2018'])
  expect(['2024', '2024-06', '2024-06-30', '2024-13', '1850', 'June'].map(firstDay)).toEqual([
    '2024-01-01',
    '2024-06-01',
    '2024-06-30',
    undefined,
    undefined,
    undefined,
  ])
})

test('the day in England is an hour ahead of UTC in summer', () => {
  expect(todayInEngland(Date.parse('2024-06-30T23:30:00Z'))).toBe('2024-07-01')
  expect(todayInEngland(Date.parse('2024-12-31T23:30:00Z'))).toBe('2024-12-31')
})

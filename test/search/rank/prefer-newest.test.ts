import { expect, test } from 'vitest'
import { asksForNow, preferNewest } from '../../../src/search/rank/prefer-newest.ts'

test.each([
  'What is the latest on therapists?',
  'is the safety valve programme continuing',
  'do councils STILL get grants',
  'what happens now',
  'how many plans this year',
  'the current position on VAT',
])('%j asks how things stand now', (question) => {
  expect(asksForNow(question)).toBe(true)
})

test.each([
  'how many plans were made in 2019',
  'is distillation taught',
  'do they know how long it takes',
  'continuous assessment',
  'currency of qualifications',
])('%j does not', (question) => {
  expect(asksForNow(question)).toBe(false)
})

test('of passages with at least 0.94 of the best score the newest comes first; the rest keep their order', () => {
  const ranked = [
    { score: 10, answered: '2019-01-01' },
    { score: 9.5, answered: '2024-01-01' },
    { score: 9.4, answered: '2022-01-01' },
    { score: 9.3, answered: '2025-01-01' },
    { score: 2, answered: '2026-01-01' },
  ]
  expect(preferNewest(ranked).map(({ score }) => score)).toEqual([9.5, 9.4, 10, 9.3, 2])
})

test('passages of one day keep their order', () => {
  const ranked = [
    { score: 10, answered: '2024-01-01' },
    { score: 9.9, answered: '2024-01-01' },
  ]
  expect(preferNewest(ranked)).toEqual(ranked)
})

test('nothing stays nothing', () => {
  expect(preferNewest([])).toEqual([])
})

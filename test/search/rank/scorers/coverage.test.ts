import { expect, test } from 'vitest'
import { scoreCoverage } from '../../../../src/search/rank/scorers/coverage.ts'
import { answer } from '../../../answers.ts'
import { said, saidOfPassages } from '../../record.ts'

test('all that is asked scores 1, none of it 0', () => {
  expect(saidOfPassages(scoreCoverage, 'ramps nurseries', ['Nurseries have ramps.', 'Lifts are slow.'])).toEqual([1, 0])
})

test('one thing said often is not two things said', () => {
  const [often, half] = saidOfPassages(scoreCoverage, 'ramps nurseries', [
    'Ramps, ramps and ramps.',
    'Ramps.',
    'Nurseries.',
    'Nurseries.',
  ])
  expect(often).toBe(half)
  expect(often).toBeCloseTo(1 / 4)
})

test('what only the heading or the question holds counts half: the passage itself leaves it out', () => {
  const texts = {
    heading: 'Ramps',
    question: 'To ask about ramps.',
    paragraphs: ['They are steep.', 'Ramps are steep.'],
  }
  expect(said(scoreCoverage, 'ramps', [answer(texts)])).toEqual([[1 / 4, 1]])
})

test('the rarer of two things counts more', () => {
  const [rare = 0, common = 0] = saidOfPassages(scoreCoverage, 'school hydrotherapy', [
    'hydrotherapy',
    'school',
    'school',
    'school',
  ])
  expect(rare).toBeGreaterThan(common)
})

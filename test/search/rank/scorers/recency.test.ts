import { expect, test } from 'vitest'
import { scoreRecency } from '../../../../src/search/rank/scorers/recency.ts'
import { answer } from '../../../answers.ts'
import { said } from '../../record.ts'

test('every passage scores the year its answer was given, whatever is asked', () => {
  const given = (answered: string) => answer({ answered, paragraphs: ['Ramps.', 'Lifts.'] })
  const [old = [], middle = [], recent = []] = said(scoreRecency, 'ramps', [
    given('2020-01-10'),
    given('2021-01-10'),
    given('2021-07-11'),
  ]) as [number, number][]
  expect(old[1]).toBe(old[0])
  expect((middle[0] ?? 0) - (old[0] ?? 0)).toBeCloseTo(1, 1)
  expect((recent[0] ?? 0) - (middle[0] ?? 0)).toBeCloseTo(0.5, 1)
})

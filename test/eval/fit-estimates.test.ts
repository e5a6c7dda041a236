import { expect, test } from 'vitest'
import type { Estimate } from '../../eval/quality/calibration.ts'
import { fitEstimates } from '../../eval/quality/fit-estimates.ts'

/** Of each hundred estimates of that confidence, so many are right. */
const hundred = (confidence: number, right: number): Estimate[] =>
  Array.from({ length: 100 }, (_, n) => ({ confidence, right: n < right }))

test('estimates that are too low are raised to the share that was right, and keep their order', () => {
  const rescale = fitEstimates([...hundred(0.2, 40), ...hundred(0.5, 73), ...hundred(0.8, 91)])
  expect(rescale(0.2)).toBeCloseTo(0.4, 1)
  expect(rescale(0.5)).toBeCloseTo(0.73, 1)
  expect(rescale(0.8)).toBeCloseTo(0.91, 1)
  expect(rescale(0.3)).toBeLessThan(rescale(0.31))
})

test('estimates that are right as often as they say stay as they are', () => {
  const rescale = fitEstimates([...hundred(0.2, 20), ...hundred(0.5, 50), ...hundred(0.8, 80)])
  for (const confidence of [0.2, 0.5, 0.8]) expect(rescale(confidence)).toBeCloseTo(confidence, 3)
})

test.each([
  ['none', []],
  ['all right', hundred(0.6, 100)],
  ['all of one kind told apart', [...hundred(0, 0), ...hundred(1, 100)]],
])('any estimates give numbers from 0 to 1: %s', (_, estimates) => {
  const rescale = fitEstimates(estimates)
  for (const confidence of [0, 0.3, 1]) {
    expect(rescale(confidence)).toBeGreaterThanOrEqual(0)
    expect(rescale(confidence)).toBeLessThanOrEqual(1)
  }
})

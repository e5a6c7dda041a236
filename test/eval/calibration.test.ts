import { describe, expect, test } from 'vitest'
import { areaUnderCurve, calibration } from '../../eval/quality/calibration.ts'

const estimates = (...pairs: [confidence: number, right: boolean][]) =>
  pairs.map(([confidence, right]) => ({ confidence, right }))

describe('calibration', () => {
  const bins = calibration(estimates([0.62, true], [0.68, false], [0.65, true], [1, true], [0, false]))

  test('ten bins of equal width take every estimate, 0 and 1 too', () => {
    expect(bins.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 3, 0, 0, 1])
  })

  test('a bin gives the mean estimate and the share that was right', () => {
    expect(bins[6]).toMatchObject({ from: 0.6, to: 0.7, shareRight: 2 / 3 })
    expect(bins[6]?.meanConfidence).toBeCloseTo(0.65)
  })

  test('an empty bin gives zeros', () => {
    expect(bins[3]).toMatchObject({ count: 0, meanConfidence: 0, shareRight: 0 })
  })
})

describe('area under the curve', () => {
  test('is 1 where every right one is above every wrong one, 0 the other way round', () => {
    expect(areaUnderCurve(estimates([0.9, true], [0.8, true], [0.3, false]))).toBe(1)
    expect(areaUnderCurve(estimates([0.1, true], [0.2, true], [0.3, false]))).toBe(0)
  })

  test('is the share of pairs in which the right one is above the wrong one', () => {
    expect(areaUnderCurve(estimates([0.9, true], [0.2, true], [0.5, false], [0.1, false]))).toBe(3 / 4)
  })

  test('counts equal estimates half', () => {
    expect(areaUnderCurve(estimates([0.5, true], [0.5, false]))).toBe(1 / 2)
    expect(areaUnderCurve(estimates([0.5, true], [0.5, false], [0.4, false], [0.5, true]))).toBe(3 / 4)
  })

  test('is undefined where nothing is right, or nothing wrong', () => {
    expect(areaUnderCurve(estimates([0.5, true]))).toBeUndefined()
    expect(areaUnderCurve([])).toBeUndefined()
  })
})

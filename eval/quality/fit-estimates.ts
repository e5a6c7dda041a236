import type { Estimate } from './calibration.ts'

/** Steps of Newton's method: two parameters settle in far fewer. */
const STEPS = 25
/** A small penalty, so that estimates that tell right from wrong without exception still give finite parameters. */
const RIDGE = 1e-3
/** Estimates nearer to 0 or 1 count as this near. */
const NEAREST = 1e-6

/** Turns an estimate into one that fits better. */
export type Rescale = (confidence: number) => number

/**
 * Fits a logistic scale to estimates (Platt, 1999): `logistic(shift + slope * logit(confidence))` for the shift and the slope
 * with the highest likelihood. The order of estimates stays as it is if the slope is above 0.
 */
export function fitEstimates(estimates: readonly Estimate[]): Rescale {
  let [shift, slope] = [0, 1]
  for (let step = 0; step < STEPS; step++) {
    let [gradShift, gradSlope, ss, st, tt] = [-RIDGE * shift, -RIDGE * (slope - 1), RIDGE, 0, RIDGE]
    for (const { confidence, right } of estimates) {
      const x = logit(confidence)
      const p = logistic(shift + slope * x)
      const residual = Number(right) - p
      const weight = p * (1 - p)
      gradShift += residual
      gradSlope += residual * x
      ss += weight
      st += weight * x
      tt += weight * x * x
    }
    const determinant = ss * tt - st * st
    if (determinant < Number.EPSILON) break
    shift += (tt * gradShift - st * gradSlope) / determinant
    slope += (ss * gradSlope - st * gradShift) / determinant
  }
  return (confidence) => logistic(shift + slope * logit(confidence))
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function logit(p: number): number {
  const within = Math.min(1 - NEAREST, Math.max(NEAREST, p))
  return Math.log(within / (1 - within))
}

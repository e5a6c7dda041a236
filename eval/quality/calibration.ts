/** An estimate, from 0 to 1, that something is right, and whether it was. */
export interface Estimate {
  confidence: number
  right: boolean
}

interface CalibrationBin {
  /** The estimates from `from` up to, but not including, `to`; the last bin includes 1. */
  from: number
  to: number
  count: number
  /** The mean estimate, and the share that was right: equal if the estimates are calibrated. 0 in an empty bin. */
  meanConfidence: number
  shareRight: number
}

/** Compares estimates with what was right, in bins of equal width. */
export function calibration(estimates: readonly Estimate[], bins = 10): CalibrationBin[] {
  return Array.from({ length: bins }, (_, nth) => {
    const inBin = estimates.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === nth)
    const count = Math.max(1, inBin.length)
    return {
      from: nth / bins,
      to: (nth + 1) / bins,
      count: inBin.length,
      meanConfidence: inBin.reduce((sum, { confidence }) => sum + confidence, 0) / count,
      shareRight: inBin.filter(({ right }) => right).length / count,
    }
  })
}

/**
 * The area under the ROC curve: how often a right one has a higher estimate than a wrong one, where equal estimates count
 * half. 0.5 if the estimates say nothing; undefined without both right and wrong ones.
 */
export function areaUnderCurve(estimates: readonly Estimate[]): number | undefined {
  const [right = [], wrong = []] = [true, false].map((which) => estimates.filter((one) => one.right === which))
  if (right.length === 0 || wrong.length === 0) return undefined
  // The rank sum of Mann and Whitney, with the mean rank for equal estimates.
  const sorted = estimates.toSorted((a, b) => a.confidence - b.confidence)
  let ranksOfRight = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to]?.confidence === sorted[from]?.confidence) to++
    const meanRank = (from + 1 + to) / 2
    ranksOfRight += meanRank * sorted.slice(from, to).filter((one) => one.right).length
    from = to
  }
  return (ranksOfRight - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length)
}

import type { Ranking } from './canonical-passages.ts'
import type { Verdict } from './measured-product.ts'
import type { Judgments } from './measuring-files.ts'

/** How good rankings are, each from 0 to 1, averaged over the questions. */
export interface Measures {
  /** The share of questions with a passage of grade 2 at the first rank. */
  s1: number
  /** The share with one among the first three. */
  s3: number
  /** The reciprocal rank of the first passage of grade 2 among ten. */
  mrr: number
  /** Normalised discounted cumulative gain of the first ten, with gains of 2^grade - 1. */
  ndcg10: number
}

const DEPTH = 10

/** Measures rankings, by question, against the judgments. A passage without a judgment has grade 0. */
export function measure(rankings: ReadonlyMap<string, Ranking>, judgments: Judgments): Measures {
  const sums: Measures = { s1: 0, s3: 0, mrr: 0, ndcg10: 0 }
  for (const [question, ranking] of rankings) {
    const graded = judgments.get(question) ?? new Map<string, number>()
    const grades = ranking.slice(0, DEPTH).map((passage) => (passage === undefined ? 0 : (graded.get(passage) ?? 0)))
    const first = grades.indexOf(2)
    const ideal = gain([...graded.values()].sort((a, b) => b - a))
    sums.s1 += first === 0 ? 1 : 0
    sums.s3 += first >= 0 && first < 3 ? 1 : 0
    sums.mrr += first < 0 ? 0 : 1 / (first + 1)
    sums.ndcg10 += ideal === 0 ? 0 : gain(grades) / ideal
  }
  const count = Math.max(1, rankings.size)
  return { s1: sums.s1 / count, s3: sums.s3 / count, mrr: sums.mrr / count, ndcg10: sums.ndcg10 / count }
}

function gain(grades: readonly number[]): number {
  return grades.slice(0, DEPTH).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0)
}

/** The share of each verdict. All are 0 if there is none. */
export function verdictShares(verdicts: readonly Verdict[]): Record<Verdict, number> {
  const share = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length / Math.max(1, verdicts.length)
  return { answer: share('answer'), closest: share('closest'), nothing: share('nothing') }
}

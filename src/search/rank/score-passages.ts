import type { Candidate } from './match.ts'
import type { Query } from './query.ts'
import { SCORERS } from './scorers.ts'

/** A passage of a candidate, with the weighted sum of its scores. */
export interface ScoredPassage {
  candidate: Candidate
  index: number
  score: number
}

/** Scores every passage of the candidates; the best first. `averageLength` is that of all answers, in terms. */
export function scorePassages(query: Query, candidates: readonly Candidate[], averageLength: number): ScoredPassage[] {
  const sums = candidates.map(({ passages }) => new Float64Array(passages.length))
  for (const { scorer, weight, asShareOfBest } of SCORERS) {
    const scores = candidates.map((candidate) => scorer(query, candidate, averageLength))
    let best = asShareOfBest ? 0 : 1
    if (asShareOfBest) for (const list of scores) for (const score of list) best = Math.max(best, score)
    if (best === 0) continue
    for (const [nth, list] of scores.entries()) {
      const sum = sums[nth] as Float64Array
      for (const [index, score] of list.entries()) sum[index] = (sum[index] as number) + (weight * score) / best
    }
  }
  return candidates
    .flatMap((candidate, nth) =>
      Array.from(sums[nth] as Float64Array, (score, index): ScoredPassage => ({ candidate, index, score })),
    )
    .sort(bestFirst)
}

/** Descending score. Ties break by key, so that they do not depend on the order of indexing, then by place. */
function bestFirst(a: ScoredPassage, b: ScoredPassage): number {
  const difference = b.score - a.score
  if (Math.abs(difference) > 1e-9) return difference
  const [one, other] = [a.candidate.answer, b.candidate.answer]
  return one.key === other.key ? a.index - b.index : one.key < other.key ? 1 : -1
}

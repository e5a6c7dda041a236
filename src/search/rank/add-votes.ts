import type { Query } from './query.ts'
import type { Averages, Candidate } from './scorer.ts'
import { SCORERS } from './scorers.ts'

/** A passage of a candidate, with what was said of it. */
export interface Voted {
  candidate: Candidate
  index: number
  score: number
}

/** Every passage of the candidates, with what the scorers say of it together; the best first. */
export function addVotes(query: Query, candidates: readonly Candidate[], averages: Averages): Voted[] {
  const scores = candidates.map(({ passages }) => new Float64Array(passages.length))
  for (const { scorer, weight, asShareOfBest } of SCORERS) {
    const said = candidates.map((candidate) => scorer(query, candidate, averages))
    let best = asShareOfBest ? 0 : 1
    if (asShareOfBest) for (const list of said) for (const score of list) best = Math.max(best, score)
    for (let nth = 0; nth < said.length && best > 0; nth++) {
      const sums = scores[nth] as Float64Array
      const list = said[nth] as number[]
      for (let index = 0; index < list.length; index++)
        sums[index] = (sums[index] as number) + (weight * (list[index] as number)) / best
    }
  }
  return candidates
    .flatMap((candidate, nth) =>
      Array.from(scores[nth] as Float64Array, (score, index): Voted => ({ candidate, index, score })),
    )
    .sort(bestFirst)
}

/** The best first; equals, which are of one day as the year has a vote, in one order whatever was indexed first. */
function bestFirst(a: Voted, b: Voted): number {
  const difference = b.score - a.score
  if (Math.abs(difference) > 1e-9) return difference
  const [one, other] = [a.candidate.answer, b.candidate.answer]
  return one.key === other.key ? a.index - b.index : one.key < other.key ? 1 : -1
}

import { coverage } from '../match.ts'
import type { Scorer } from '../scorer.ts'

/** What the heading and the question hold counts so much of what the passage holds. */
const ABOUT = 0.5

/** How much of all that is asked is met at all: one thing said often is not two things said. */
export const scoreCoverage: Scorer = (query, { about, passages }) =>
  passages.map(
    (match) =>
      coverage(query, [
        { match, weight: 1 },
        { match: about, weight: ABOUT },
      ]) ** 2,
  )

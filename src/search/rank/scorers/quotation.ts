import { coverage } from '../match.ts'
import type { Scorer } from '../scorer.ts'

/** Above this share the question quotes the passage. */
const QUOTED = 0.5

/** How nearly the question is the passage itself: whoever pastes a paragraph wants that paragraph. */
export const scoreQuotation: Scorer = (query, { passages }) =>
  passages.map((match) => {
    const held = match.counts.reduce((sum, count) => sum + count, 0)
    const share = held / Math.max(1, match.length)
    if (share <= QUOTED) return 0
    const quoted = Math.min(share, coverage(query, [{ match, weight: 1 }]))
    return quoted > QUOTED ? quoted : 0
  })

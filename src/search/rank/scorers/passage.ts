import { bm25 } from '../match.ts'
import type { Scorer } from '../scorer.ts'

const BM25 = { k: 1.2, b: 0.4 }

/** What the passage itself says. */
export const scorePassage: Scorer = (query, { passages }, averages) =>
  passages.map((match) => bm25(query, match, averages.passage, BM25))

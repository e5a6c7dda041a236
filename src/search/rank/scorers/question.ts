import { bm25 } from '../match.ts'
import type { Scorer } from '../scorer.ts'

const BM25 = { k: 1.2, b: 0.8 }

/** What was asked in Parliament, by heading and question. */
export const scoreQuestion: Scorer = (query, { about, passages }, averages) => {
  const score = bm25(query, about, averages.about, BM25)
  return passages.map(() => score)
}

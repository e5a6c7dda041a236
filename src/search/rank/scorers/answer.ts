import { bm25, together } from '../match.ts'
import type { Scorer } from '../scorer.ts'

const BM25 = { k: 1.2, b: 0.7 }

/** What the whole answer says, its heading and question with it: a passage means little without them. */
export const scoreAnswer: Scorer = (query, { about, passages }, averages) => {
  const score = bm25(query, together([about, ...passages], query.terms.length), averages.answer, BM25)
  return passages.map(() => score)
}

import type { PlacedMatch } from './match.ts'
import type { Query } from './query.ts'

/** An answer as it is indexed: terms by number, in the order in which they stand. */
export interface IndexedAnswer {
  key: string
  /** The day it was given, and the same as years from 1970 on. */
  answered: string
  years: number
  /** The heading and the questions. */
  about: Uint32Array
  passages: readonly Uint32Array[]
}

/** An answer that may hold what is asked, with how its parts match. */
export interface Candidate {
  answer: IndexedAnswer
  /** The heading and the question. */
  about: PlacedMatch
  passages: readonly PlacedMatch[]
}

/** Average lengths, in terms. */
export interface Averages {
  passage: number
  about: number
  answer: number
}

/** One voice in the ranking: how well each passage of a candidate meets the query, from 0 up. */
export type Scorer = (query: Query, candidate: Candidate, averages: Averages) => number[]

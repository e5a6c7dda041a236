import type { Embedder } from '../search/retrieve/embedder.ts'
import type { VectorIndex } from '../search/retrieve/vectors.ts'

/** What a search by meaning needs. Without it, or where it takes too long, the words alone search. */
export interface Meaning {
  embedder: Pick<Embedder, 'embedQuestion'>
  vectors: VectorIndex
}

/** Whether questions are searched by meaning, for people to see. */
export type MeaningStatus =
  | { kind: 'off' }
  | { kind: 'unavailable'; reason: string }
  /** `missing`: how many of the passages have no vector yet, so that they are found by words alone. */
  | { kind: 'on'; passages: number; missing: number }

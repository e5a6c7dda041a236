import { AppError } from '../app-error.ts'
import type { Embedder } from '../search/retrieve/embedder.ts'
import type { VectorRetriever } from '../search/retrieve/vectors.ts'
import type { CorpusVectors } from './corpus-vectors.ts'

/** What a search by meaning needs. Without it, or where it takes too long, the words alone search. */
export interface Meaning {
  embedder: Pick<Embedder, 'embedQuestion'>
  /** Of the passages. */
  vectors: VectorRetriever
  /** Of the questions that the answers answer; without it, what was asked before is found by words. */
  questions?: VectorRetriever
}

/** Whether questions are searched by meaning, for people to see. */
export type MeaningStatus =
  | { kind: 'off' }
  | { kind: 'unavailable'; reason: string }
  /** `missing`: how many of the passages have no vector yet, so that they are found by words alone. */
  | { kind: 'on'; passages: number; missing: number }

/**
 * The search by meaning of a corpus whose model is being loaded. Until it is, the words alone search, so that nobody waits
 * for it; `meaning` says 'on' until it is known that the model can't be loaded.
 */
export function createMeaning(
  loading: Promise<Pick<Embedder, 'embedQuestion'>>,
  { passages, questions }: Pick<CorpusVectors, 'passages' | 'questions'>,
): { byMeaning: Meaning; meaning: () => MeaningStatus } {
  let loaded: Pick<Embedder, 'embedQuestion'> | undefined
  let reason: string | undefined
  loading.then(
    (embedder) => {
      loaded = embedder
    },
    (error: Error) => {
      reason = error.message
    },
  )
  return {
    byMeaning: {
      embedder: {
        async embedQuestion(text) {
          if (!loaded)
            throw new AppError('embedder-unavailable', reason ?? 'The embedding model is still being loaded.')
          return loaded.embedQuestion(text)
        },
      },
      vectors: passages.index,
      questions: questions.index,
    },
    meaning() {
      if (reason !== undefined) return { kind: 'unavailable', reason }
      const { texts, missing } = passages.counts()
      return { kind: 'on', passages: texts, missing }
    },
  }
}

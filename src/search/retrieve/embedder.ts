import { setTimeout as delay } from 'node:timers/promises'

/** How many numbers a vector has. */
export const DIMENSIONS = 384

/** A passage as it is embedded: its text, and what its answer is about (see `passageToEmbed`). */
export interface PassageToEmbed {
  /** '' for a text that is embedded as questions are, so that it can be compared with them. */
  context: string
  text: string
}

/**
 * Turns questions and passages into vectors of length 1 whose cosine says how likely the passage answers the question.
 * A call rejects with an `AppError` of the code `embedder-unavailable` where it can't be done.
 */
export interface Embedder {
  /** Names the model and how it is fed. Vectors of different names can't be compared. */
  readonly model: string
  /** A vector of `DIMENSIONS` numbers. Questions go before passages that wait. */
  embedQuestion: (text: string) => Promise<Float32Array>
  /**
   * For each passage its vectors, one after another in one array: one for each window of the text that the model reads
   * at once, as `toInt8` writes them.
   */
  embedPassages: (passages: readonly PassageToEmbed[]) => Promise<Int8Array[]>
  /** Ends what runs for it; calls that wait are rejected. */
  close: () => Promise<void>
}

/** The question's vector; undefined where that takes longer than `limitMs` or fails, so that the words alone answer. */
export async function embedWithin(
  embedder: Pick<Embedder, 'embedQuestion'>,
  text: string,
  limitMs: number,
): Promise<Float32Array | undefined> {
  const limit = new AbortController()
  try {
    return await Promise.race([
      embedder.embedQuestion(text),
      delay(limitMs, undefined, { signal: limit.signal, ref: false }),
    ])
  } catch {
    return undefined
  } finally {
    limit.abort()
  }
}

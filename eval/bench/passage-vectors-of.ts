import type { WrittenAnswer } from '../../src/record/answer.ts'
import { DIMENSIONS, type Embedder } from '../../src/search/retrieve/embedder.ts'
import { toInt8 } from '../../src/search/retrieve/int8.ts'
import { embeddingKey, passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import type { StoredVectors } from '../../src/storage/storage.ts'

/** A model, and where the vectors that it makes are kept. */
export interface Embedding {
  embedder: Embedder
  stored: StoredVectors
}

const AT_A_TIME = 100

/** The vectors of all passages of the answers, in order; of a passage that is read in windows, those of all windows. */
export async function passageVectorsOf(
  answers: readonly WrittenAnswer[],
  { embedder, stored }: Embedding,
): Promise<Int8Array[]> {
  const passages = answers.flatMap((answer) => answer.passages.map((_, nth) => passageToEmbed(answer, nth)))
  const vectors: Int8Array[] = []
  for (let from = 0; from < passages.length; from += AT_A_TIME) {
    const some = passages.slice(from, from + AT_A_TIME)
    const known = await stored.get(embedder.model, some.map(embeddingKey))
    const missing = some.filter((passage) => !known.has(embeddingKey(passage)))
    const made = await embedder.embedPassages(missing)
    for (const [nth, passage] of missing.entries()) known.set(embeddingKey(passage), made[nth] as Int8Array)
    vectors.push(...some.map((passage) => known.get(embeddingKey(passage)) as Int8Array))
  }
  return vectors
}

/**
 * For measuring speed: questions are embedded by the model, each anew though it was asked before, and passages get random
 * vectors of length 1, as embedding 100,000 of them takes an hour.
 */
export function withRandomVectors(embedder: Embedder): Embedding {
  let asked = 0
  const random = createRandom(1)
  return {
    embedder: {
      ...embedder,
      // The embedder keeps the vectors of questions by their text.
      embedQuestion: (text) => embedder.embedQuestion(`${text} ${asked++}`),
      embedPassages: async (passages) => passages.map(() => toInt8(randomVector(random))),
    },
    stored: { get: async () => new Map(), put: async () => {}, retainModel: async () => {} },
  }
}

export function randomVector(random: () => number): Float32Array {
  // The sum of uniform numbers is near enough to a normal one, and so all directions are as likely.
  const numbers = Float32Array.from({ length: DIMENSIONS }, () => random() + random() + random() + random() - 2)
  const length = Math.hypot(...numbers)
  return numbers.map((number) => number / length)
}

/** Uniform numbers from 0 to 1, the same at every run: Mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

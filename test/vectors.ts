import type { WrittenAnswer } from '../src/record/answer.ts'
import { answerKey } from '../src/record/identity.ts'
import { DIMENSIONS } from '../src/search/retrieve/embedder.ts'
import { toInt8 } from '../src/search/retrieve/int8.ts'
import { passageKey } from '../src/search/retrieve/passage-key.ts'
import { createVectorIndex, inMemory, type VectorRetriever } from '../src/search/retrieve/vectors.ts'

/** How many numbers each axis of `vector` takes: of fewer, int8 would clip the largest. */
const PER_AXIS = 24

/** A vector of length 1 with these amounts along the first axes, of 16 that are at right angles to each other. */
function vector(...amounts: number[]): Float32Array {
  const length = Math.hypot(...amounts) * Math.sqrt(PER_AXIS)
  return Float32Array.from({ length: DIMENSIONS }, (_, n) => (amounts[Math.floor(n / PER_AXIS)] ?? 0) / length)
}

/** The vector of every question in the tests. */
export const ASKED = vector(1)

/** A vector with that cosine to `ASKED`; two with different `axis`, from 1 to 15, have nothing else in common. */
export function near(cosine: number, axis = 1): Float32Array {
  const amounts = new Array<number>(axis + 1).fill(0)
  amounts[0] = cosine
  amounts[axis] = Math.sqrt(1 - cosine ** 2)
  return vector(...amounts)
}

/** The vectors of the first passages of answers; the others have none. */
export function vectorsOf(...passages: [WrittenAnswer, Float32Array][]): VectorRetriever {
  const vectors = createVectorIndex()
  for (const [answer, vector] of passages) vectors.add(passageKey(answerKey(answer), 0), toInt8(vector))
  return inMemory(vectors)
}

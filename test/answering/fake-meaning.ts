import type { Meaning } from '../../src/answering/meaning.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { ASKED, vectorsOf } from '../vectors.ts'

/** Every question has the vector `ASKED`; `embedded` lists what was embedded. */
export function fakeMeaning(...passages: [WrittenAnswer, Float32Array][]): Meaning & { embedded: string[] } {
  const embedded: string[] = []
  const embedQuestion = async (text: string) => {
    embedded.push(text)
    return ASKED
  }
  return { embedded, embedder: { embedQuestion }, vectors: vectorsOf(...passages) }
}

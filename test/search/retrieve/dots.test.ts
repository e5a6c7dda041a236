import { expect, test } from 'vitest'
import { DIMENSIONS } from '../../../src/search/retrieve/embedder.ts'
import { createVectorIndex } from '../../../src/search/retrieve/vectors.ts'

/** Numbers that look random, and are the same at each run. */
const numbers = (length: number, seed: number) =>
  Array.from({ length }, (_, n) => Math.sin((n + 1) * (seed + 1) * 12.9898))

test('several questions at once have the cosines of each alone, to the last bit', () => {
  const index = createVectorIndex()
  for (let windows = 1; windows <= 3; windows++)
    index.add(
      `a#${windows}`,
      Int8Array.from(numbers(DIMENSIONS * windows, windows), (x) => Math.round(x * 127)),
    )
  for (let count = 0; count <= 9; count++) {
    const questions = Array.from({ length: count }, (_, n) => Float32Array.from(numbers(DIMENSIONS, n + 10)))
    const cosines = index.cosinesTo(questions)
    for (const key of ['a#1', 'a#2', 'a#3'])
      expect([...(cosines(key) ?? [])]).toEqual(questions.map((question) => index.cosine(question, key)))
    expect(cosines('b#0')).toBeUndefined()
  }
})

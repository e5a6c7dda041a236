import { create, insertMultiple, search } from '@orama/orama'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { DIMENSIONS } from '../../src/search/retrieve/embedder.ts'
import { INT8_SCALE } from '../../src/search/retrieve/int8.ts'
import { DEPTH, type Engine, passagesOf, pick } from './engine.ts'
import { fullTextSearch } from './full-text-search.ts'
import { type Embedding, passageVectorsOf } from './passage-vectors-of.ts'

/** How many passages each retriever proposes, and the constant of reciprocal rank fusion, as is usual. */
const PROPOSED = 100
const RRF_CONSTANT = 60

/** Orama's own hybrid search, with the vector of a passage's first window: it takes one a document. */
export async function oramaHybrid(answers: readonly WrittenAnswer[], embedding: Embedding): Promise<Engine> {
  const { hits, texts } = passagesOf(answers)
  const vectors = await passageVectorsOf(answers, embedding)
  const db = create({ schema: { text: 'string', vector: `vector[${DIMENSIONS}]` } as const })
  await insertMultiple(
    db,
    texts.map((text, id) => ({
      id: String(id),
      text,
      vector: Array.from(vectors[id]?.subarray(0, DIMENSIONS) ?? [], (number) => number / INT8_SCALE),
    })),
  )
  return {
    async ask(term) {
      const value = Array.from(await embedding.embedder.embedQuestion(term))
      const vector = { value, property: 'vector' } as const
      // By default, what is less similar than 0.8 is left out: nearly everything with this model.
      const found = await search(db, { mode: 'hybrid', term, vector, similarity: 0, limit: DEPTH })
      return pick(
        hits,
        found.hits.map(({ id }) => Number(id)),
      )
    },
  }
}

/** SQLite's full text search and a scan of all vectors, fused by reciprocal rank. */
export async function sqliteHybrid(answers: readonly WrittenAnswer[], embedding: Embedding): Promise<Engine> {
  const { hits, texts } = passagesOf(answers)
  const byWords = fullTextSearch(texts)
  const nearest = scanOf(await passageVectorsOf(answers, embedding))
  return {
    async ask(question) {
      const near = nearest(await embedding.embedder.embedQuestion(question), PROPOSED)
      const scores = new Map<number, number>()
      for (const proposed of [byWords(question, PROPOSED), near])
        for (const [rank, id] of proposed.entries())
          scores.set(id, (scores.get(id) ?? 0) + 1 / (RRF_CONSTANT + rank + 1))
      const ids = [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id)
      return pick(hits, ids)
    },
  }
}

/** The numbers of the passages nearest to a question, the nearest first, by an exact scan. */
function scanOf(vectors: readonly Int8Array[]): (question: Float32Array, count: number) => number[] {
  const windows = vectors.reduce((sum, { length }) => sum + length / DIMENSIONS, 0)
  const numbers = new Int8Array(windows * DIMENSIONS)
  const owners = new Int32Array(windows)
  let used = 0
  for (const [id, vector] of vectors.entries()) {
    numbers.set(vector, used * DIMENSIONS)
    owners.fill(id, used, used + vector.length / DIMENSIONS)
    used += vector.length / DIMENSIONS
  }
  return (question, count) => {
    const best = new Float32Array(vectors.length).fill(Number.NEGATIVE_INFINITY)
    for (let slot = 0, at = 0; slot < windows; slot++) {
      let sum = 0
      for (let n = 0; n < DIMENSIONS; n++, at++) sum += (question[n] as number) * (numbers[at] as number)
      const owner = owners[slot] as number
      if (sum > (best[owner] as number)) best[owner] = sum
    }
    const limit = best.toSorted()[Math.max(0, best.length - count)] as number
    return [...best.keys()]
      .filter((id) => (best[id] as number) >= limit)
      .sort((a, b) => (best[b] as number) - (best[a] as number))
      .slice(0, count)
  }
}

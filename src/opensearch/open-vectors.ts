import { z } from 'zod'
import { answerKey } from '../record/identity.ts'
import { factsOf } from '../search/question/filter-answers.ts'
import { createDots } from '../search/retrieve/dots.ts'
import { DIMENSIONS } from '../search/retrieve/embedder.ts'
import { answerToIndex } from '../search/retrieve/indexed-answer.ts'
import { INT8_SCALE, toInt8 } from '../search/retrieve/int8.ts'
import type {
  Cosines,
  NearPassage,
  PassageOfVectors,
  VectorKeeper,
  VectorRetriever,
} from '../search/retrieve/vectors.ts'
import type { Engine } from './engine.ts'
import { FACT_FIELDS, filterClauses } from './filter-query.ts'
import { createIndex, type OpenAnswers, refuseIfGone, sendLines, stampOf } from './open-answers.ts'

/** For each passage wanted, so many windows are looked at: several may be of one passage, or of what is gone. */
const WINDOWS_PER_PASSAGE = 3
/** No search gives more. */
const MAX_NEAREST = 10_000
const PAGE = 2_000

const SETTINGS = {
  settings: { number_of_shards: 1, auto_expand_replicas: '0-1', 'index.knn': true },
  mappings: {
    dynamic: 'strict',
    // It is indexed; what is read back is `numbers`, which is a fifth as long.
    _source: { excludes: ['vector'] },
    properties: {
      answer: { type: 'keyword' },
      passage: { type: 'keyword' },
      window: { type: 'integer' },
      stamp: { type: 'keyword', index: false, doc_values: false },
      ...FACT_FIELDS,
      numbers: { type: 'keyword', index: false, doc_values: false },
      vector: {
        type: 'knn_vector',
        dimension: DIMENSIONS,
        data_type: 'byte',
        method: {
          name: 'hnsw',
          engine: 'lucene',
          space_type: 'innerproduct',
          parameters: { m: 16, ef_construction: 128 },
        },
      },
    },
  },
}

const Source = z.object({ answer: z.string(), passage: z.string(), stamp: z.string(), numbers: z.string() })
const FIELDS = Object.keys(Source.shape)
const Found = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: Source, sort: z.array(z.unknown()).optional() })) }),
})
const Got = z.object({
  docs: z.array(z.object({ _id: z.string(), _source: z.object({ stamp: z.string() }).optional() })),
})
const Ids = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) })

/** Vectors of the passages of these answers, in an index of OpenSearch that has one document for each window. */
export interface OpenVectors extends VectorRetriever, VectorKeeper {
  /** Resolves when what was added and removed is seen by searches, which is within a second anyway. */
  settled: () => Promise<void>
}

/**
 * @param index its name, by the model's; it rejects if the model can't be loaded: then there are no vectors
 * @param stamps of the answers that are searched now
 */
export function createOpenVectors(
  engine: Engine,
  index: () => Promise<string>,
  { stamps }: Pick<OpenAnswers, 'stamps'>,
): OpenVectors {
  let created: Promise<string> | undefined
  const open = () => {
    created ??= index().then(async (name) => {
      await createIndex(engine, name, SETTINGS)
      return name
    })
    created.catch(() => {
      created = undefined
    })
    return created
  }
  /** Removals, one after the other, before whatever comes next. */
  let removed: Promise<void> = Promise.resolve()
  let problem: unknown
  const failed = (error: unknown) => {
    problem = error
  }
  const ready = async () => {
    await removed
    return open()
  }
  const isOurs = ({ answer, stamp }: z.infer<typeof Source>) => stamps.get(answer) === stamp
  const search = async (body: object, asked: boolean) => {
    const call = { method: 'POST', path: `/${await ready()}/_search`, asked } as const
    const { hits } = await engine.call({ ...call, body: { _source: FIELDS, track_total_hits: false, ...body } }, Found)
    return hits.hits
  }

  return {
    async held(passages) {
      const name = await ready()
      const ids = passages.map(({ key }) => key)
      if (ids.length === 0) return new Set()
      const call = { method: 'POST', path: `/${name}/_mget`, query: { _source: 'stamp' } } as const
      const { docs } = await engine.call({ ...call, body: { ids } }, Got)
      const found = new Map(docs.map(({ _id, _source }) => [_id, _source?.stamp]))
      return new Set(passages.filter((one) => found.get(one.key) === stampOfPassage(one)).map(({ key }) => key))
    },
    async add(passages) {
      const _index = await ready()
      const lines = passages.flatMap(({ vectors, ...passage }) => {
        const { key, answer } = passage
        const stamp = stampOfPassage(passage)
        const windows = Array.from({ length: vectors.length / DIMENSIONS }, (_, nth) =>
          vectors.slice(nth * DIMENSIONS, (nth + 1) * DIMENSIONS),
        )
        return windows.flatMap((vector, window) => [
          { index: { _index, _id: window === 0 ? key : `${key}/${window}` } },
          {
            answer: answerKey(answer),
            passage: key,
            window,
            stamp,
            ...factsOf(answer),
            numbers: Buffer.from(vector.buffer).toString('base64'),
            vector: [...vector],
          },
        ])
      })
      if (lines.length === 0) return
      await refuseIfGone(engine, _index)
      await sendLines(engine, lines)
    },
    remove(keys) {
      if (keys.length === 0) return
      // What can't be removed is passed over by its stamp.
      removed = removed
        .then(async () => {
          const name = await open()
          await engine.call({ method: 'POST', path: `/${name}/_refresh` }, z.unknown())
          const query = { terms: { passage: keys } }
          const call = { method: 'POST', path: `/${name}/_search` } as const
          const { hits } = await engine.call({ ...call, body: { size: MAX_NEAREST, _source: false, query } }, Ids)
          const lines = hits.hits.map(({ _id }) => ({ delete: { _index: name, _id } }))
          if (lines.length > 0) await sendLines(engine, lines)
        })
        .catch(failed)
    },
    async settled() {
      const name = await ready()
      await engine.call({ method: 'POST', path: `/${name}/_refresh` }, z.unknown())
      if (problem !== undefined) {
        const error = problem
        problem = undefined
        throw error
      }
    },
    async nearest(question, count, within) {
      const vector = [...toInt8(question)]
      for (let k = count * WINDOWS_PER_PASSAGE; ; k = Math.min(MAX_NEAREST, k * 4)) {
        const bool = { filter: filterClauses(within?.tests) }
        const knn = { vector: { vector, k, ...(bool.filter.length > 0 && { filter: { bool } }) } }
        const hits = await search({ size: k, query: { knn } }, true)
        const near = new Map<string, number>()
        for (const { _source } of hits) {
          if (!isOurs(_source) || !(within?.passes(_source.answer) ?? true)) continue
          const cosine = dot(question, numbersOf(_source.numbers)) / INT8_SCALE
          near.set(_source.passage, Math.max(cosine, near.get(_source.passage) ?? Number.NEGATIVE_INFINITY))
        }
        if (near.size < count && hits.length >= k && k < MAX_NEAREST) continue
        return Array.from(near, ([key, cosine]): NearPassage => ({ key, cosine }))
          .sort((a, b) => b.cosine - a.cosine || (a.key < b.key ? -1 : 1))
          .slice(0, count)
      }
    },
    async ofAnswers(answers) {
      const vectors = new Map<string, Int8Array[]>()
      const known = answers.filter((key) => stamps.has(key))
      for (let after: unknown[] | undefined; known.length > 0; ) {
        const query = { constant_score: { filter: { terms: { answer: known } } } }
        const sort = [{ passage: 'asc' }, { window: 'asc' }]
        const hits = await search({ size: PAGE, query, sort, ...(after && { search_after: after }) }, true)
        for (const { _source } of hits) {
          if (!isOurs(_source)) continue
          const own = vectors.get(_source.passage) ?? []
          own.push(numbersOf(_source.numbers))
          vectors.set(_source.passage, own)
        }
        after = hits.at(-1)?.sort
        if (hits.length < PAGE) break
      }
      return cosinesOf(vectors)
    },
  }
}

function stampOfPassage({ answer }: PassageOfVectors): string {
  return stampOf(answerToIndex(answer, () => new Uint32Array()))
}

function numbersOf(base64: string): Int8Array {
  const bytes = Buffer.from(base64, 'base64')
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

function dot(one: Float32Array | Int8Array, other: Int8Array): number {
  let sum = 0
  for (let n = 0; n < DIMENSIONS; n++) sum += (one[n] as number) * (other[n] as number)
  return sum
}

/** A passage of several windows has the best of their cosines. */
function cosinesOf(vectors: ReadonlyMap<string, readonly Int8Array[]>): Cosines {
  return {
    cosine(question, key) {
      const own = vectors.get(key)
      return own && Math.max(...own.map((one) => dot(question, one))) / INT8_SCALE
    },
    cosinesTo(questions) {
      const raise = createDots(questions)
      return (key) => {
        const own = vectors.get(key)
        if (!own) return undefined
        const best = new Float64Array(questions.length).fill(Number.NEGATIVE_INFINITY)
        for (const numbers of own) raise(numbers, 0, best)
        return best.map((sum) => sum / INT8_SCALE)
      }
    },
    cosineBetween(one, other) {
      const [a, b] = [vectors.get(one), vectors.get(other)]
      if (!a || !b) return undefined
      return Math.max(...a.flatMap((vector) => b.map((against) => dot(vector, against)))) / INT8_SCALE ** 2
    },
  }
}

import { hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { type AnswerIndex, MAX_FEW, type Within } from '../search/retrieve/answer-index.ts'
import { type AnswerToIndex, distinct, type IndexedAnswer, textsOf } from '../search/retrieve/indexed-answer.ts'
import { createTerms } from '../search/retrieve/terms.ts'
import { type WantedTerm, wantedTerms } from '../search/retrieve/wanted-terms.ts'
import { MAX_PROPOSED, searchesFor, weightsOf } from '../search/retrieve/word-retriever.ts'
import { decodeAnalysed, encodeAnalysed } from './analysed-text.ts'
import type { Engine } from './engine.ts'
import { FACT_FIELDS, filterClauses } from './filter-query.ts'

/** The answers of this process in an index of OpenSearch. */
export interface OpenAnswers extends AnswerIndex {
  /** The stamps of the answers that are searched now, by key. What has another stamp in an index is passed over. */
  stamps: ReadonlyMap<string, string>
}

/** Answers that are sent at a time. */
const BATCH = 200
/** A page of a search whose filter isn't known as data: most of it may not pass. */
const FILTERED_PAGE = 1_000
/** OpenSearch takes 1,024 clauses in a query. */
const MAX_CLAUSES = 1_000
/** How long answers are analysed before others get a turn. */
const TURN_MS = 8
const WORDS = 'words'

const SETTINGS = {
  settings: {
    // One shard, so that all terms are counted together.
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    // BM25 that is the term's IDF: terms are given once per answer, and an answer's length does not matter here.
    similarity: { idf: { type: 'BM25', k1: 0, b: 0 } },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      /** `words` for a document with words of the record; answers have none. */
      kind: { type: 'keyword' },
      words: { type: 'keyword', index: false, doc_values: false },
      key: { type: 'keyword' },
      stamp: { type: 'keyword', index: false, doc_values: false },
      ...FACT_FIELDS,
      // Each value is one term. Text, since a term of a keyword scores 1 however rare it is.
      terms: { type: 'text', analyzer: 'keyword', norms: false, index_options: 'docs', similarity: 'idf' },
      texts: { type: 'keyword', index: false, doc_values: false },
    },
  },
}

const Source = z.object({ stamp: z.string(), answered: z.string(), terms: z.array(z.string()), texts: z.string() })
type Source = z.infer<typeof Source>
const FIELDS = Object.keys(Source.shape)
const Got = z.object({ docs: z.array(z.object({ _id: z.string(), _source: Source.optional() })) })
const Found = z.object({
  hits: z.object({
    hits: z.array(z.object({ _id: z.string(), _source: Source, sort: z.tuple([z.number(), z.string()]) })),
  }),
})
const Words = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _id: z.string(), _source: z.object({ words: z.array(z.string()) }), sort: z.tuple([z.string()]) }),
    ),
  }),
})
const Bulk = z.object({ errors: z.boolean() })

/** What an answer is, by what an index has of it. A document with another stamp is not of this answer. */
export function stampOf({ fingerprint, facts }: Pick<AnswerToIndex, 'fingerprint' | 'facts'>): string {
  return hash('sha1', JSON.stringify([fingerprint, facts()]), 'base64').slice(0, 16)
}

/**
 * Answers in an index of that name, which is made if there is none. What is kept in memory is the term statistics and, for
 * each answer, its key and its stamp. `add` sends nothing that the index has already: several processes with the same answers
 * may share it. What could not be sent is kept, and sent with what is added next, or by `settled`.
 */
export function createOpenAnswers(engine: Engine, index: string): OpenAnswers {
  const terms = createTerms()
  let totalLength = 0
  const stamps = new Map<string, string>()
  /** What waits to be sent. */
  let adding = new Map<string, { answer: AnswerToIndex; stamp: string }>()
  let removing = new Map<string, string>()
  /** Answers that were replaced without being removed: the stamps that are still counted. */
  const replaced = new Map<string, string>()
  /** What is being sent; an answer that is replaced or removed meanwhile is taken out, and not searched. */
  let inFlight: typeof adding = new Map()
  let newWords = new Set<string>()
  const wordsRead = new Set<string>()
  let learn: (word: string) => void = () => {}
  /** Whether documents were found that others sent, with words that this process has not met. */
  let othersWords = true
  let changed = false
  let exists = false
  let sending: Promise<void> = Promise.resolve()

  const count = (answer: Pick<IndexedAnswer, 'about' | 'passages'>, by: 1 | -1) => {
    for (const text of textsOf(answer as IndexedAnswer)) {
      terms.count(distinct(text), by)
      totalLength += by * text.length
    }
  }
  const indexedOf = (key: string, source: Source): IndexedAnswer => ({
    key,
    answered: source.answered,
    fingerprint: source.stamp,
    ...decodeAnalysed(source, terms),
  })
  const fetchAll = async (keys: readonly string[], asked: boolean): Promise<Map<string, Source>> => {
    if (keys.length === 0) return new Map()
    const call = { method: 'POST', path: `/${index}/_mget`, query: { _source: FIELDS.join() }, asked } as const
    const { docs } = await engine.call({ ...call, body: { ids: keys } }, Got)
    return new Map(docs.flatMap(({ _id, _source }) => (_source ? [[_id, _source]] : [])))
  }

  /** Sends what waits; if that fails it waits on. */
  const sendWaiting = async () => {
    const [toAdd, toRemove, words] = [adding, removing, newWords]
    if (toAdd.size + toRemove.size + words.size === 0) return
    inFlight = toAdd
    adding = new Map()
    removing = new Map()
    newWords = new Set()
    try {
      if (exists) await refuseIfGone(engine, index)
      else await createIndex(engine, index, SETTINGS)
      exists = true
      const there = await fetchAll([...toAdd.keys(), ...toRemove.keys()], false)
      const lines: object[] = []
      const counted = new Map<string, Pick<IndexedAnswer, 'about' | 'passages'>>()
      let began = performance.now()
      for (const [key, { answer, stamp }] of toAdd) {
        const source = there.get(key)
        if (source?.stamp === stamp) {
          counted.set(key, decodeAnalysed(source, terms))
          othersWords = true
          continue
        }
        const indexed = answer.indexed()
        counted.set(key, indexed)
        const document = { key, stamp, ...answer.facts(), ...encodeAnalysed(indexed, terms) }
        lines.push({ index: { _index: index, _id: key } }, document)
        if (performance.now() - began < TURN_MS) continue
        await nextTurn()
        began = performance.now()
      }
      for (const [key, stamp] of toRemove)
        if (there.get(key)?.stamp === stamp) lines.push({ delete: { _index: index, _id: key } })
      // Words that were met while these answers were analysed.
      const met = [...words, ...newWords]
      newWords = new Set()
      for (const word of met) words.add(word)
      if (met.length > 0) {
        const id = `${WORDS}-${hash('sha1', met.join())}`
        wordsRead.add(id)
        // Before the answers: whoever finds those has the words, too.
        lines.unshift({ index: { _index: index, _id: id } }, { kind: WORDS, key: id, words: met })
      }
      if (lines.length > 0) await sendLines(engine, lines)
      changed ||= lines.length > 0
      for (const [key, texts] of counted) {
        const own = toAdd.get(key)
        const old = there.get(key)
        if (old && replaced.get(key) === old.stamp) count(decodeAnalysed(old, terms), -1)
        replaced.delete(key)
        // It may have been removed meanwhile.
        if (!own) continue
        count(texts, 1)
        stamps.set(key, own.stamp)
      }
    } catch (error) {
      for (const [key, one] of toAdd) if (!adding.has(key) && !removing.has(key)) adding.set(key, one)
      for (const [key, stamp] of toRemove) if (!adding.has(key) && !removing.has(key)) removing.set(key, stamp)
      for (const word of words) newWords.add(word)
      throw error
    } finally {
      inFlight = new Map()
    }
  }
  const send = () => {
    sending = sending.catch(() => {}).then(sendWaiting)
    return sending
  }
  const readWords = async () => {
    for (let after: string[] | undefined; ; ) {
      const { hits } = await engine.call(
        {
          method: 'POST',
          path: `/${index}/_search`,
          body: {
            size: 500,
            query: { term: { kind: WORDS } },
            sort: [{ key: 'asc' }],
            _source: ['words'],
            ...(after && { search_after: after }),
          },
        },
        Words,
      )
      for (const { _id, _source } of hits.hits) {
        if (wordsRead.has(_id)) continue
        wordsRead.add(_id)
        for (const word of _source.words) learn(word)
      }
      after = hits.hits.at(-1)?.sort
      if (!after) return
    }
  }

  /** The best answers that have a term and pass, the best first; those that tie by key, the last first. */
  const search = async (wanted: readonly WantedTerm[], within: Within | undefined): Promise<IndexedAnswer[]> => {
    const should = Array.from(weightsOf(wanted.slice(0, MAX_CLAUSES)), ([value, boost]) => ({
      term: { terms: { value, boost } },
    }))
    const bool = { should, minimum_should_match: 1, filter: filterClauses(within?.tests) }
    const size = within && !within.tests ? FILTERED_PAGE : MAX_PROPOSED
    const found: IndexedAnswer[] = []
    for (let after: [number, string] | undefined; ; ) {
      const { hits } = await engine.call(
        {
          method: 'POST',
          path: `/${index}/_search`,
          asked: true,
          body: {
            size,
            query: { bool },
            sort: [{ _score: 'desc' }, { key: 'desc' }],
            _source: FIELDS,
            track_total_hits: false,
            ...(after && { search_after: after }),
          },
        },
        Found,
      )
      for (const { _id, _source } of hits.hits)
        if (stamps.get(_id) === _source.stamp && (within?.passes(_id) ?? true)) found.push(indexedOf(_id, _source))
      after = hits.hits.at(-1)?.sort
      if (found.length >= MAX_PROPOSED || hits.hits.length < size) return found.slice(0, MAX_PROPOSED)
    }
  }
  const get = async (keys: readonly string[]) => {
    const sources = await fetchAll(
      keys.filter((key) => stamps.has(key)),
      true,
    )
    return [...sources].flatMap(([key, source]) => (stamps.get(key) === source.stamp ? indexedOf(key, source) : []))
  }

  return {
    terms,
    stamps,
    averageLength: () => totalLength / Math.max(1, stamps.size),
    words: {
      keep: (word) => void newWords.add(word),
      follow: (listener) => {
        learn = listener
      },
    },
    async add(answers) {
      for (const answer of answers) {
        const { key } = answer
        const stamp = stampOf(answer)
        const own = stamps.get(key)
        if (own === stamp) continue
        if (own !== undefined) replaced.set(key, own)
        stamps.delete(key)
        inFlight.delete(key)
        removing.delete(key)
        adding.set(key, { answer, stamp })
        if (adding.size >= BATCH) await send()
      }
    },
    async remove(answers) {
      for (const answer of answers) {
        const { key } = answer
        const stamp = stampOf(answer)
        const waiting = [adding, inFlight].find((some) => some.get(key)?.stamp === stamp)
        if (waiting) waiting.delete(key)
        else if (stamps.get(key) === stamp) {
          stamps.delete(key)
          count(answer.indexed(), -1)
        } else continue
        removing.set(key, stamp)
      }
    },
    async settled() {
      // What fails waits on, and is sent again here.
      await sending.catch(() => {})
      while (adding.size + removing.size + newWords.size > 0) await send()
      if (changed) await engine.call({ method: 'POST', path: `/${index}/_refresh` }, z.unknown())
      changed = false
      if (othersWords && exists) await readWords()
      othersWords = false
    },
    get,
    async propose(query, within) {
      let found: IndexedAnswer[] = []
      for (const { terms: wanted, first } of searchesFor(wantedTerms(query, terms))) {
        if (wanted.length > 0) found = await search(wanted, within)
        if (found.length >= MAX_PROPOSED) break
        if (!first || !within) continue
        const passing = stamps
          .keys()
          .filter(within.passes)
          .take(MAX_FEW + 1)
          .toArray()
        if (passing.length <= MAX_FEW) return get(passing)
      }
      return found
    },
  }
}

/** Makes an index; does nothing where there is one of that name, also one that another process made meanwhile. */
export async function createIndex(engine: Engine, index: string, settings: object): Promise<void> {
  const created = z.object({ error: z.object({ type: z.string() }).optional() })
  const { error } = await engine.call({ method: 'PUT', path: `/${index}`, body: settings, ignore: [400] }, created)
  if (error && error.type !== 'resource_already_exists_exception')
    throw new AppError('search-unavailable', `OpenSearch refused to make the index ${index} (${error.type}).`, {
      advice: 'It needs the k-NN plugin: docs/deploy/opensearch.md says which versions work.',
      reason: error.type,
    })
}

/**
 * A bulk request would make an index that was deleted meanwhile, with other settings than ours, in which nothing can be searched;
 * and what was sent before can't be sent again from here.
 * @throws AppError `search-unavailable` if the index isn't there
 */
export async function refuseIfGone(engine: Engine, index: string): Promise<void> {
  if (await engine.call({ method: 'HEAD', path: `/${index}`, ignore: [404] }, z.boolean())) return
  throw new AppError('search-unavailable', `The index ${index} was deleted while the bot ran.`, {
    advice: 'Restart the bot: it fills it again.',
    reason: 'the index was deleted',
  })
}

/** @throws AppError `search-unavailable` also if one of the lines is refused, as when the disk is full */
export async function sendLines(engine: Engine, bulk: readonly object[]): Promise<void> {
  const { errors } = await engine.call({ method: 'POST', path: '/_bulk', bulk }, Bulk)
  if (errors)
    throw new AppError('search-unavailable', 'OpenSearch refused to index some documents.', {
      advice: 'Its log says why; a full disk makes indexes read-only.',
      reason: 'documents were refused',
    })
}

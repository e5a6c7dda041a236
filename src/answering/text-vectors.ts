import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { codeOf } from '../app-error.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { EmbeddedTexts } from '../search/retrieve/embedded-texts.ts'
import type { Embedder } from '../search/retrieve/embedder.ts'
import { embeddingKey } from '../search/retrieve/passage-context.ts'
import { passageKey } from '../search/retrieve/passage-key.ts'
import { createVectorIndex, inMemory, type VectorKeeper, type VectorRetriever } from '../search/retrieve/vectors.ts'
import type { StoredVectors } from '../storage/storage.ts'

/** Texts that are embedded and stored at a time: about half a second of work for the model. */
const BATCH = 16
/** Texts whose stored vectors are read at a time: some milliseconds of work. */
const READ_AT_A_TIME = 150
/** So few missing vectors are made in about a second. */
const FEW = 32
/** How soon to look for what another process has made meanwhile, and to try again where a shared store or the search engine failed. */
const LOOK_AGAIN_MS = 5_000

/** The vectors of a corpus's passages, or of its questions: those that are stored, and those that are made in the background. */
export interface TextVectors {
  index: VectorRetriever
  /** Adds the answers' texts: first those with stored vectors, then the others as they are made, the newest first. */
  add: (answers: readonly WrittenAnswer[]) => void
  /** Removes the texts of the answers with those keys. */
  remove: (keys: Iterable<string>) => void
  /** How many texts there are, how many of them have no vector yet, and how many vectors were made. */
  counts: () => { texts: number; missing: number; made: number }
  /** Resolves when the stored vectors are in the index, and the missing ones if they are few; at once without a model. */
  ready: () => Promise<void>
  /** Resolves when nothing is being made: every text has a vector, or no more can be made. */
  idle: () => Promise<void>
  isIdle: () => boolean
  /** Ends the work; resolves when the storage isn't used any more. */
  stop: () => Promise<void>
}

export interface TextVectorsParts {
  /** What is embedded of an answer. */
  embedded: EmbeddedTexts
  /** The model, while it is loaded. If it can't be, nothing is done. */
  embedder: Promise<Pick<Embedder, 'model' | 'embedPassages'>>
  stored: StoredVectors
  /** Where the vectors are searched; by default in memory. */
  index?: VectorRetriever & VectorKeeper
  /** Is told why vectors can't be made or can't be stored. Making is tried again after the next `add`. */
  onProblem: (error: unknown) => void
  /** 'few' makes vectors only if few are missing: for a program that ends soon. */
  make?: 'all' | 'few'
  /** Is called whenever vectors were made. */
  onMade?: () => void
  /** Milliseconds until what another process makes is looked for again. */
  lookAgainMs?: number
  /** Those that are made before these. */
  after?: Pick<TextVectors, 'idle' | 'isIdle'>
}

interface Text {
  key: string
  answer: WrittenAnswer
  nth: number
}

export function createTextVectors(parts: TextVectorsParts): TextVectors {
  const { embedded, embedder, stored, onProblem, make = 'all', onMade = () => {}, after } = parts
  const { lookAgainMs = LOOK_AGAIN_MS } = parts
  const { index = inMemory(createVectorIndex()) } = parts
  /** The answers whose texts there are, by key. */
  const answerOf = new Map<string, WrittenAnswer>()
  /** Texts whose stored vectors were not looked for yet. */
  const unread = new Map<string, Text>()
  /** Texts that have no stored vector. */
  const missing = new Map<string, Text>()
  /** What is missing, the oldest first, with entries that are missing no longer; undefined if more may be missing. */
  let order: Text[] | undefined
  let count = 0
  let made = 0
  let working: Promise<void> | undefined
  let unavailable = false
  const stopping = new AbortController()
  const { signal } = stopping
  let storing = true
  /** Whether the vectors of other models were deleted: once is enough. */
  let retained = false
  const waiting: PromiseWithResolvers<void>[] = []

  const isReady = () => unread.size === 0 && (missing.size === 0 || missing.size > FEW)
  const tellReady = () => {
    for (const { resolve } of waiting.splice(0)) resolve()
  }
  const notStoring = (error: unknown) => {
    // Others make them, too: it is tried again.
    if (stored.alone) throw error
    // The vectors are served from memory, and made again after the next start.
    storing = false
    onProblem(error)
  }
  const readStored = async (model: string) => {
    const batch = unread.values().take(READ_AT_A_TIME).toArray()
    const held = await index.held(batch)
    const keys = new Map(
      batch
        .filter(({ key }) => !held.has(key))
        .map((text) => [text, embeddingKey(embedded.text(text.answer, text.nth))]),
    )
    const known = await stored.get(model, [...new Set(keys.values())]).catch((error) => {
      notStoring(error)
      return new Map<string, Int8Array>()
    })
    // The answer may have been replaced or removed meanwhile.
    const isUnread = (text: Text) => unread.get(text.key) === text
    const vectorsOf = (text: Text) => known.get(keys.get(text) ?? '')
    await index.add(
      batch.filter(isUnread).flatMap((text) => {
        const vectors = vectorsOf(text)
        return vectors ? { ...text, vectors } : []
      }),
    )
    for (const text of batch.filter(isUnread)) {
      unread.delete(text.key)
      if (!held.has(text.key) && !vectorsOf(text)) missing.set(text.key, text)
    }
    order = undefined
    await nextTurn()
  }
  const nextBatch = (size = BATCH) => {
    order ??= [...missing.values()].sort((a, b) => (a.answer.answered < b.answer.answered ? -1 : 1))
    const batch: Text[] = []
    while (batch.length < size && order.length > 0) {
      const text = order.pop() as Text
      if (missing.get(text.key) === text) batch.push(text)
    }
    return batch
  }
  const makeMissing = async ({ model, embedPassages }: Pick<Embedder, 'model' | 'embedPassages'>) => {
    const batch = nextBatch()
    const texts = batch.map(({ answer, nth }) => embedded.text(answer, nth))
    const vectors = await embedPassages(texts)
    const ofKeys = new Map(texts.map((text, at) => [embeddingKey(text), vectors[at] as Int8Array]))
    if (storing) await stored.put(model, ofKeys).catch(notStoring)
    const added = batch.flatMap((text, at) =>
      missing.get(text.key) === text ? { ...text, vectors: vectors[at] as Int8Array } : [],
    )
    await index.add(added)
    for (const { key, answer } of added) {
      if (missing.get(key)?.answer !== answer) continue
      missing.delete(key)
      made++
    }
    onMade()
  }
  const isToBeMade = () => missing.size > 0 && (make === 'all' || missing.size <= FEW)
  const readAgain = async (model: string, texts: readonly Text[]) => {
    for (const text of texts) {
      missing.delete(text.key)
      unread.set(text.key, text)
    }
    while (unread.size > 0 && !signal.aborted) await readStored(model)
  }
  const makeAll = async (model: Pick<Embedder, 'model' | 'embedPassages'>, lost: AbortSignal) => {
    // Another process may have made them before this one got its turn.
    await readAgain(model.model, [...missing.values()])
    while (!signal.aborted && !lost.aborted) {
      if (isReady()) tellReady()
      if (unread.size > 0) await readStored(model.model)
      // Others have only one turn, too: those that are made before these need it.
      else if (isToBeMade() && after?.isIdle() !== false) await makeMissing(model)
      else break
    }
  }
  /** Takes in what another process has made, which begins with the newest. */
  const follow = async (model: string) => {
    await delay(lookAgainMs, undefined, { signal }).catch(() => {})
    for (let before = Number.POSITIVE_INFINITY; missing.size > 0 && missing.size < before && !signal.aborted; ) {
      before = missing.size
      await readAgain(model, nextBatch(READ_AT_A_TIME))
    }
  }
  const work = async () => {
    const model = await embedder.catch(() => undefined)
    unavailable = !model
    while (model && !signal.aborted) {
      if (isReady()) tellReady()
      if (unread.size > 0) await readStored(model.model)
      else if (!isToBeMade()) break
      else {
        await after?.idle()
        if (signal.aborted || unread.size > 0) continue
        if (!stored.alone) await makeMissing(model)
        else if (!(await stored.alone((lost) => makeAll(model, lost)))) {
          if (make === 'few') break
          await follow(model.model)
        }
      }
    }
    if (!model || signal.aborted || !storing || retained || missing.size > 0) return
    retained = true
    await stored.retainModel(model.model).catch(onProblem)
  }
  const startWork = () => {
    if (signal.aborted || unavailable || working || (unread.size === 0 && missing.size === 0)) return
    working = work()
      .then(() => true)
      .catch((error) => {
        order = undefined
        if (signal.aborted) return false
        onProblem(error)
        // A model that fails is tried again with the next answers.
        const mayPass = stored.alone !== undefined || codeOf(error) === 'search-unavailable' || unread.size > 0
        if (mayPass) setTimeout(startWork, lookAgainMs).unref()
        return false
      })
      .then((isDone) => {
        working = undefined
        tellReady()
        // Answers can have been added while the last step ended. What failed isn't tried again at once.
        if (isDone && unread.size > 0) startWork()
      })
  }
  const remove = (answer: string) => {
    const own = answerOf.get(answer)
    const removed = own ? embedded.places(own).map((nth) => passageKey(answer, nth)) : []
    for (const key of removed) {
      unread.delete(key)
      missing.delete(key)
    }
    index.remove(removed)
    count -= removed.length
    answerOf.delete(answer)
  }

  return {
    index,
    add(answers) {
      for (const answer of answers) {
        const key = answerKey(answer)
        remove(key)
        const added = embedded.places(answer).map((nth): Text => ({ key: passageKey(key, nth), answer, nth }))
        answerOf.set(key, answer)
        count += added.length
        for (const text of added) unread.set(text.key, text)
      }
      startWork()
    },
    remove(keys) {
      for (const key of keys) remove(key)
    },
    counts: () => ({ texts: count, missing: unread.size + missing.size, made }),
    async ready() {
      if (!working || isReady()) return
      const ready = Promise.withResolvers<void>()
      waiting.push(ready)
      await ready.promise
    },
    async idle() {
      while (working) await working
    },
    isIdle: () => working === undefined,
    async stop() {
      stopping.abort()
      await working
    },
  }
}

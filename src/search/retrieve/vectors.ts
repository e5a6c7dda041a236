import type { WrittenAnswer } from '../../record/answer.ts'
import type { Within } from './answer-index.ts'
import { createDots } from './dots.ts'
import { DIMENSIONS } from './embedder.ts'
import { INT8_SCALE } from './int8.ts'
import { parsePassageKey } from './passage-key.ts'

/** A passage by its key, with the cosine of its vector and the question's: the best of its windows. */
export interface NearPassage {
  key: string
  cosine: number
}

/** The cosines of passages whose vectors are at hand; undefined where a passage has no vector. */
export interface Cosines {
  cosine: (question: Float32Array, key: string) => number | undefined
  /** The same for several questions at once, in their order: for whoever compares each with very many passages. */
  cosinesTo: (questions: readonly Float32Array[]) => (key: string) => Float64Array | undefined
  cosineBetween: (one: string, other: string) => number | undefined
}

/** The port of the retriever by meaning. Calls may reject with an `AppError` of the code `search-unavailable`. */
export interface VectorRetriever {
  /**
   * The `count` passages nearest to a question among those of the answers that `within` lets through, the nearest first;
   * passages that are equally near by key.
   */
  nearest: (question: Float32Array, count: number, within?: Within) => Promise<NearPassage[]>
  /** The cosines of the passages of the answers with these keys. */
  ofAnswers: (answers: readonly string[]) => Promise<Cosines>
}

/** The port of who makes vectors: where they are kept to be searched. */
export interface VectorKeeper {
  /** Which of these passages have their vectors there already, by key. */
  held: (passages: readonly PassageOfVectors[]) => Promise<ReadonlySet<string>>
  /** Adds a passage's int8 vectors, one after another in one array; they replace those that its key has. */
  add: (passages: readonly (PassageOfVectors & { vectors: Int8Array })[]) => Promise<void>
  /** Removes the vectors of passages by key; does nothing where there are none. */
  remove: (keys: readonly string[]) => void
}

/** A passage that has or gets vectors. */
export interface PassageOfVectors {
  key: string
  answer: WrittenAnswer
}

/** The vectors of passages in memory, by key. A passage has several where its text is embedded in windows. */
export interface VectorIndex extends Cosines {
  /** How many passages have vectors. */
  size: () => number
  has: (key: string) => boolean
  /** Adds a passage's int8 vectors, one after another in one array; they replace those that its key has. */
  add: (key: string, vectors: Int8Array) => void
  /** Removes a passage's vectors; does nothing where it has none. */
  remove: (key: string) => void
  /** As `VectorRetriever` says. `within` is asked only about passages near enough to matter, or all where few pass. */
  nearest: (question: Float32Array, count: number, within?: (key: string) => boolean) => NearPassage[]
}

/** For a program that makes vectors and doesn't search. */
export const NOT_SEARCHED: VectorRetriever & VectorKeeper = {
  nearest: async () => [],
  ofAnswers: async () => ({
    cosine: () => undefined,
    cosinesTo: () => () => undefined,
    cosineBetween: () => undefined,
  }),
  held: async () => new Set(),
  add: async () => {},
  remove: () => {},
}

/** The ports of an index in memory. */
export function inMemory(index: VectorIndex): VectorRetriever & VectorKeeper {
  return {
    nearest: async (question, count, within) =>
      index.nearest(question, count, within && ((key) => within.passes(parsePassageKey(key).answer))),
    ofAnswers: () => Promise.resolve(index),
    held: () => Promise.resolve(new Set()),
    add(passages) {
      for (const { key, vectors } of passages) index.add(key, vectors)
      return Promise.resolve()
    },
    remove(keys) {
      for (const key of keys) index.remove(key)
    },
  }
}

/** A vector's signs as bits: their Hamming distance orders vectors roughly as the cosine does, and 20 times as fast. */
const SIGN_WORDS = DIMENSIONS / 32
/** So many passages that are nearest by sign are compared exactly: enough to find what an exact scan finds. */
const COMPARED_EXACTLY = 1000
const FIRST_CAPACITY = 1024
const FREE = -1

/** An index in memory: 432 bytes a vector, and its key. */
export function createVectorIndex(): VectorIndex {
  let numbers = new Int8Array(FIRST_CAPACITY * DIMENSIONS)
  let signs = new Uint32Array(FIRST_CAPACITY * SIGN_WORDS)
  /** For each slot the number of its passage, or `FREE`. */
  let owners = new Int32Array(FIRST_CAPACITY).fill(FREE)
  let distances = new Uint16Array(FIRST_CAPACITY)
  let used = 0
  const freeSlots: number[] = []
  const keys: string[] = []
  const freeOwners: number[] = []
  const passages = new Map<string, { owner: number; slots: number[] }>()

  const grow = () => {
    const capacity = owners.length * 2
    numbers = enlarged(numbers, new Int8Array(capacity * DIMENSIONS))
    signs = enlarged(signs, new Uint32Array(capacity * SIGN_WORDS))
    owners = enlarged(owners, new Int32Array(capacity).fill(FREE))
    distances = new Uint16Array(capacity)
  }
  const takeSlot = () => {
    const free = freeSlots.pop()
    if (free !== undefined) return free
    if (used === owners.length) grow()
    return used++
  }
  const remove = (key: string) => {
    const passage = passages.get(key)
    if (!passage) return
    passages.delete(key)
    freeOwners.push(passage.owner)
    for (const slot of passage.slots) owners[slot] = FREE
    freeSlots.push(...passage.slots)
  }
  const dot = (vector: Float32Array | Int8Array, slot: number) => {
    let sum = 0
    for (let n = 0, at = slot * DIMENSIONS; n < DIMENSIONS; n++, at++)
      sum += (vector[n] as number) * (numbers[at] as number)
    return sum
  }
  const bestOf = (question: Float32Array, slots: readonly number[]) =>
    slots.reduce((best, slot) => Math.max(best, dot(question, slot)), Number.NEGATIVE_INFINITY) / INT8_SCALE
  const vectorAt = (slot: number) => numbers.subarray(slot * DIMENSIONS, (slot + 1) * DIMENSIONS)

  /** The passages of the slots nearest by sign; all slots of one distance are taken or none, whatever their order. */
  const nearBySigns = (question: Float32Array, within: (key: string) => boolean): number[] => {
    const near: number[] = []
    // A passage of several windows is asked about once.
    const asked = new Uint8Array(keys.length)
    for (const slots of slotsByDistance(signsOf(question), { signs, owners, distances, used })) {
      if (near.length >= COMPARED_EXACTLY) break
      for (const slot of slots) {
        const owner = owners[slot] as number
        if (asked[owner] === 1) continue
        asked[owner] = 1
        if (within(keys[owner] as string)) near.push(owner)
      }
    }
    return near
  }

  return {
    size: () => passages.size,
    has: (key) => passages.has(key),
    remove,

    add(key, vectors) {
      remove(key)
      const owner = freeOwners.pop() ?? keys.length
      keys[owner] = key
      const slots = Array.from({ length: vectors.length / DIMENSIONS }, (_, nth) => {
        const slot = takeSlot()
        const vector = vectors.subarray(nth * DIMENSIONS, (nth + 1) * DIMENSIONS)
        numbers.set(vector, slot * DIMENSIONS)
        signs.set(signsOf(vector), slot * SIGN_WORDS)
        owners[slot] = owner
        return slot
      })
      passages.set(key, { owner, slots })
    },

    nearest: (question, count, within = () => true) =>
      nearBySigns(question, within)
        .map((owner): NearPassage => {
          const key = keys[owner] as string
          return { key, cosine: bestOf(question, passages.get(key)?.slots ?? []) }
        })
        .sort((a, b) => b.cosine - a.cosine || (a.key < b.key ? -1 : 1))
        .slice(0, count),

    cosine(question, key) {
      const passage = passages.get(key)
      return passage && bestOf(question, passage.slots)
    },

    cosinesTo(questions) {
      const raise = createDots(questions)
      return (key) => {
        const passage = passages.get(key)
        if (!passage) return undefined
        const best = new Float64Array(questions.length).fill(Number.NEGATIVE_INFINITY)
        for (const slot of passage.slots) raise(numbers, slot * DIMENSIONS, best)
        return best.map((sum) => sum / INT8_SCALE)
      }
    },

    cosineBetween(one, other) {
      const [a, b] = [passages.get(one), passages.get(other)]
      if (!a || !b) return undefined
      const sums = a.slots.flatMap((slot) => b.slots.map((against) => dot(vectorAt(slot), against)))
      return Math.max(...sums) / INT8_SCALE ** 2
    },
  }
}

function enlarged<T extends Int8Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** One bit for each number, set where it is above 0. */
function signsOf(vector: Float32Array | Int8Array): Uint32Array {
  const words = new Uint32Array(SIGN_WORDS)
  for (let n = 0; n < DIMENSIONS; n++)
    if ((vector[n] as number) > 0) words[n >>> 5] = (words[n >>> 5] as number) | (1 << (n & 31))
  return words
}

interface SignedSlots {
  signs: Uint32Array
  owners: Int32Array
  /** Written to: room for the distance of each slot. */
  distances: Uint16Array
  used: number
}

/** The slots in use, in groups of one Hamming distance, the nearest first: a counting sort. */
function* slotsByDistance(asked: Uint32Array, { signs, owners, distances, used }: SignedSlots): Generator<Uint32Array> {
  const starts = new Uint32Array(DIMENSIONS + 2)
  for (let slot = 0, at = 0; slot < used; slot++, at += SIGN_WORDS) {
    if (owners[slot] === FREE) continue
    let distance = 0
    for (let word = 0; word < SIGN_WORDS; word++)
      distance += bitsSet((signs[at + word] as number) ^ (asked[word] as number))
    distances[slot] = distance
    starts[distance + 1] = (starts[distance + 1] as number) + 1
  }
  for (let distance = 1; distance < starts.length; distance++)
    starts[distance] = (starts[distance] as number) + (starts[distance - 1] as number)
  const sorted = new Uint32Array(starts[DIMENSIONS + 1] as number)
  const next = starts.slice()
  for (let slot = 0; slot < used; slot++) {
    if (owners[slot] === FREE) continue
    const distance = distances[slot] as number
    sorted[next[distance] as number] = slot
    next[distance] = (next[distance] as number) + 1
  }
  for (let distance = 0; distance <= DIMENSIONS; distance++)
    if (starts[distance] !== starts[distance + 1]) yield sorted.subarray(starts[distance], starts[distance + 1])
}

/** The number of bits set in 32, added up in parallel: pairs, then fours, then bytes. */
function bitsSet(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

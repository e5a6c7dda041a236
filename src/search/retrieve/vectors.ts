import { DIMENSIONS } from './embedder.ts'
import { INT8_SCALE } from './int8.ts'

/** A passage by its key, with the cosine of its vector and the question's: the best of its windows. */
export interface NearPassage {
  key: string
  cosine: number
}

/** The vectors of passages, by key. A passage has one vector, or several where its text is embedded in windows. */
export interface VectorIndex {
  /** How many passages have vectors. */
  size: () => number
  has: (key: string) => boolean
  /** Adds a passage's int8 vectors, one after another in one array; they replace those that its key has. */
  add: (key: string, vectors: Int8Array) => void
  /** Removes a passage's vectors; does nothing where it has none. */
  remove: (key: string) => void
  /**
   * The `count` passages nearest to a question among those that `within` lets through, the nearest first; passages that
   * are equally near by key. `within` is asked only about passages near enough to matter, or all where few pass.
   */
  nearest: (question: Float32Array, count: number, within?: (key: string) => boolean) => NearPassage[]
  /** The cosine of a passage and a question; undefined where the passage has no vector. */
  cosine: (question: Float32Array, key: string) => number | undefined
  /** The cosine of two passages; undefined where one has no vector. */
  cosineBetween: (one: string, other: string) => number | undefined
}

/** A vector's signs as bits: their Hamming distance orders vectors roughly as the cosine does, and 20 times as fast. */
const SIGN_WORDS = DIMENSIONS / 32
/** So many passages that are nearest by sign are compared exactly: enough to find what an exact scan finds. */
const COMPARED_EXACTLY = 1000

const FIRST_ROWS = 1024

/** `rows` are those of its windows. */
interface EmbeddedPassage {
  key: string
  rows: number[]
}

/** An index in memory: about 500 bytes a vector, and its key. */
export function createVectorIndex(): VectorIndex {
  const passages = new Map<string, EmbeddedPassage>()
  /** The passage of each row; undefined where the row is free. */
  const owners: (EmbeddedPassage | undefined)[] = []
  const freeRows: number[] = []
  /** The vectors and their signs, a row each. */
  let numbers = new Int8Array(FIRST_ROWS * DIMENSIONS)
  let signs = new Uint32Array(FIRST_ROWS * SIGN_WORDS)

  const takeRow = () => {
    const row = freeRows.pop() ?? owners.length
    if (row < signs.length / SIGN_WORDS) return row
    numbers = enlarged(numbers, new Int8Array(numbers.length * 2))
    signs = enlarged(signs, new Uint32Array(signs.length * 2))
    return row
  }
  const remove = (key: string) => {
    const rows = passages.get(key)?.rows ?? []
    passages.delete(key)
    for (const row of rows) owners[row] = undefined
    freeRows.push(...rows)
  }
  const dot = (vector: Float32Array | Int8Array, row: number) => {
    let sum = 0
    for (let n = 0, at = row * DIMENSIONS; n < DIMENSIONS; n++, at++)
      sum += (vector[n] as number) * (numbers[at] as number)
    return sum
  }
  const cosineOf = (question: Float32Array, { rows }: EmbeddedPassage) =>
    Math.max(...rows.map((row) => dot(question, row))) / INT8_SCALE
  const vectorAt = (row: number) => numbers.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)

  /** The passages nearest by sign; all of one distance are taken or none, whatever their order. */
  const nearBySigns = (question: Float32Array, within: (key: string) => boolean): EmbeddedPassage[] => {
    const asked = signsOf(question)
    const byDistance = Array.from({ length: DIMENSIONS + 1 }, (): EmbeddedPassage[] => [])
    for (const [row, owner] of owners.entries()) if (owner) byDistance[distanceAt(signs, row, asked)]?.push(owner)
    const near: EmbeddedPassage[] = []
    // A passage of several windows is asked about once.
    const seen = new Set<EmbeddedPassage>()
    for (const group of byDistance) {
      if (near.length >= COMPARED_EXACTLY) break
      for (const passage of group) {
        if (seen.has(passage)) continue
        seen.add(passage)
        if (within(passage.key)) near.push(passage)
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
      const passage: EmbeddedPassage = { key, rows: [] }
      passages.set(key, passage)
      for (let from = 0; from < vectors.length; from += DIMENSIONS) {
        const row = takeRow()
        const vector = vectors.subarray(from, from + DIMENSIONS)
        numbers.set(vector, row * DIMENSIONS)
        signs.set(signsOf(vector), row * SIGN_WORDS)
        owners[row] = passage
        passage.rows.push(row)
      }
    },
    nearest: (question, count, within = () => true) =>
      nearBySigns(question, within)
        .map((passage): NearPassage => ({ key: passage.key, cosine: cosineOf(question, passage) }))
        .sort((a, b) => b.cosine - a.cosine || (a.key < b.key ? -1 : 1))
        .slice(0, count),
    cosine(question, key) {
      const passage = passages.get(key)
      return passage && cosineOf(question, passage)
    },
    cosineBetween(one, other) {
      const [a, b] = [passages.get(one), passages.get(other)]
      if (!a || !b) return undefined
      const sums = a.rows.flatMap((row) => b.rows.map((against) => dot(vectorAt(row), against)))
      return Math.max(...sums) / INT8_SCALE ** 2
    },
  }
}

function enlarged<T extends Int8Array | Uint32Array>(from: T, to: T): T {
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

/** The Hamming distance of a row of signs and those asked for. */
function distanceAt(signs: Uint32Array, row: number, asked: Uint32Array): number {
  let distance = 0
  for (let word = 0, at = row * SIGN_WORDS; word < SIGN_WORDS; word++, at++)
    distance += bitsSet((signs[at] as number) ^ (asked[word] as number))
  return distance
}

/** The number of bits set in 32, added up in parallel: pairs, then fours, then bytes. */
function bitsSet(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

import type { Query } from './query.ts'

/** How a text matches a query. */
export interface Match {
  /** How often it holds each of the query's terms, by slot. */
  counts: Float32Array
  /** Of the text, in terms. */
  length: number
}

/** How a text matches, with where: the n-th of `places` holds the term of the n-th of `slots`. */
export interface PlacedMatch extends Match {
  places: readonly number[]
  slots: readonly number[]
}

/** Matches a text, given as terms by number; `slotOf` gives 0 for a term that isn't asked for, else its slot plus 1. */
export function matchText(text: Uint32Array, slotOf: Uint16Array, slots: number): PlacedMatch {
  const counts = new Float32Array(slots)
  const match = { counts, length: text.length, places: [] as number[], slots: [] as number[] }
  for (let place = 0; place < text.length; place++) {
    const slot = slotOf[text[place] as number] as number
    if (slot === 0) continue
    counts[slot - 1] = (counts[slot - 1] as number) + 1
    match.places.push(place)
    match.slots.push(slot - 1)
  }
  return match
}

/** Several texts as one. */
export function together(matches: readonly Match[], slots: number): Match {
  const counts = new Float32Array(slots)
  let length = 0
  for (const match of matches) {
    length += match.length
    for (let slot = 0; slot < slots; slot++) counts[slot] = (counts[slot] as number) + (match.counts[slot] as number)
  }
  return { counts, length }
}

/** How soon more of the same word stops counting (`k`), and how much its length counts against a text (`b`, 0 to 1). */
export interface Bm25 {
  k: number
  b: number
}

/** BM25 of a text, in which each thing asked for counts by the form that says most. */
export function bm25(query: Query, { counts, length }: Match, averageLength: number, { k, b }: Bm25): number {
  const damping = k * (1 - b + (b * length) / Math.max(1, averageLength))
  let sum = 0
  for (const { forms } of query.concepts) {
    let best = 0
    for (const { slot, information } of forms) {
      const count = counts[slot] as number
      if (count > 0) best = Math.max(best, (information * count * (k + 1)) / (count + damping))
    }
    sum += best
  }
  return sum
}

/** The share of what is asked, by information, that stands in the texts; each counts up to its weight. From 0 to 1. */
export function coverage(query: Query, texts: readonly { match: Match; weight: number }[]): number {
  let sum = 0
  for (const { forms } of query.concepts) {
    let best = 0
    for (const { slot, information } of forms)
      for (const { match, weight } of texts)
        if ((match.counts[slot] as number) > 0) best = Math.max(best, weight * information)
    sum += best
  }
  return query.information === 0 ? 0 : sum / query.information
}

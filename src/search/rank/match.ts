import type { IndexedAnswer } from '../retrieve/indexed-answer.ts'
import type { Query } from './query.ts'

/** How a text matches a query. */
export interface Match {
  /** How often it has each of the query's terms, by slot. */
  counts: Float32Array
  /** The length of the text in terms. */
  length: number
}

/** How a text matches, and where: the term of `slots[n]` stands at `positions[n]`, counted in terms. */
export interface PositionedMatch extends Match {
  positions: readonly number[]
  slots: readonly number[]
}

/** A proposed answer, with how its texts match. */
export interface Candidate {
  answer: IndexedAnswer
  /** The heading and the questions. */
  about: PositionedMatch
  passages: readonly PositionedMatch[]
  /** The cosine of the question and each passage; undefined where the words alone search. */
  cosines?: readonly number[]
}

/** Matches the texts of answers against a query, where `terms` is how many term numbers there are. */
export function matchAnswers(query: Query, answers: readonly IndexedAnswer[], terms: number): Candidate[] {
  // Slot plus 1 by term number, 0 for what is not asked for: this loop sees every term of every candidate.
  const slotOf = new Uint16Array(terms)
  for (const [slot, term] of query.terms.entries()) slotOf[term] = slot + 1
  const match = (text: Uint32Array) => matchText(text, slotOf, query.terms.length)
  return answers.map((answer) => ({ answer, about: match(answer.about), passages: answer.passages.map(match) }))
}

function matchText(text: Uint32Array, slotOf: Uint16Array, slots: number): PositionedMatch {
  const counts = new Float32Array(slots)
  const match = { counts, length: text.length, positions: [] as number[], slots: [] as number[] }
  for (let position = 0; position < text.length; position++) {
    const slot = slotOf[text[position] as number] as number
    if (slot === 0) continue
    counts[slot - 1] = (counts[slot - 1] as number) + 1
    match.positions.push(position)
    match.slots.push(slot - 1)
  }
  return match
}

/** Several texts matched as one. */
export function joinMatches(matches: readonly Match[], slots: number): Match {
  const counts = new Float32Array(slots)
  let length = 0
  for (const match of matches) {
    length += match.length
    for (let slot = 0; slot < slots; slot++) counts[slot] = (counts[slot] as number) + (match.counts[slot] as number)
  }
  return { counts, length }
}

/** How soon a repeated term stops counting (`k`), and how much length counts against a text (`b`, 0 to 1). */
export interface Bm25 {
  k: number
  b: number
}

/** BM25 of a text, in which each concept counts by its best form: synonyms do not add up. */
export function bm25(query: Query, { counts, length }: Match, averageLength: number, { k, b }: Bm25): number {
  const damping = k * (1 - b + (b * length) / Math.max(1, averageLength))
  let sum = 0
  for (const { forms } of query.concepts) {
    let best = 0
    for (const { slot, weight } of forms) {
      const count = counts[slot] as number
      if (count > 0) best = Math.max(best, (weight * count * (k + 1)) / (count + damping))
    }
    sum += best
  }
  return sum
}

/** The share of the query, by weight, that stands in any of the texts, each of which counts up to its `share`: 0 to 1. */
export function coverage(query: Query, texts: readonly { match: Match; share: number }[]): number {
  let sum = 0
  for (const { forms } of query.concepts) {
    let best = 0
    for (const { slot, weight } of forms)
      for (const { match, share } of texts)
        if ((match.counts[slot] as number) > 0) best = Math.max(best, share * weight)
    sum += best
  }
  return query.weight === 0 ? 0 : sum / query.weight
}

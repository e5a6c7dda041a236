import { type Bm25, bm25, type Candidate, coverage, joinMatches, type PositionedMatch } from './match.ts'
import type { Query } from './query.ts'

/** Scores each passage of a candidate, from 0 up: one part of the ranking. `averageLength` is that of all answers, in terms. */
export type Scorer = (query: Query, candidate: Candidate, averageLength: number) => readonly number[]

/** The cosine of the question and each passage; 0 where the words alone search. */
export const scoreMeaning: Scorer = (_query, { passages, cosines }) => cosines ?? passages.map(() => 0)

/** What only the heading or the questions have counts so much of what the passage has. */
const ABOUT_SHARE = 0.5

/** How much of the query is met at all, squared: one term repeated is not two terms. */
export const scoreCoverage: Scorer = (query, { about, passages }) =>
  passages.map((match) => {
    const texts = [
      { match, share: 1 },
      { match: about, share: ABOUT_SHARE },
    ]
    return coverage(query, texts) ** 2
  })

const ANSWER_BM25: Bm25 = { k: 1.2, b: 0.7 }

/** The whole answer with its heading and questions, the same for each passage: a passage means little without them. */
export const scoreAnswer: Scorer = (query, { about, passages }, averageLength) => {
  const score = bm25(query, joinMatches([about, ...passages], query.terms.length), averageLength, ANSWER_BM25)
  return passages.map(() => score)
}

/** Terms further apart than this are not close. */
const PROXIMITY_WINDOW = 5

/** Concepts that follow each other in the query and stand close together in the passage, in either order. */
export const scoreProximity: Scorer = (query, { passages }) => passages.map((match) => closeness(query, match))

function closeness({ concepts, conceptsOf }: Query, { positions, slots }: PositionedMatch): number {
  if (positions.length < 2) return 0
  const last = new Int32Array(concepts.length).fill(-PROXIMITY_WINDOW - 1)
  const ofPair = new Float32Array(concepts.length)
  const scorePair = (first: number, gap: number) => {
    const [a, b] = [concepts[first], concepts[first + 1]]
    if (!a || !b || gap < 1 || gap > PROXIMITY_WINDOW) return
    ofPair[first] = Math.max(ofPair[first] as number, Math.min(a.weight, b.weight) / gap)
  }
  for (const [nth, position] of positions.entries())
    for (const concept of conceptsOf[slots[nth] as number] ?? []) {
      scorePair(concept, position - (last[concept + 1] ?? position))
      scorePair(concept - 1, position - (last[concept - 1] ?? position))
      last[concept] = position
    }
  return ofPair.reduce((sum, one) => sum + one, 0)
}

/** A question that has more than this share of a passage quotes it, ... */
const LEAST_QUOTED = 0.5
/** ... unless the passage has fewer terms than this: a question about it may have them all. */
const MIN_QUOTED_TERMS = 3

/** The share of the passage that the question repeats: whoever pastes a paragraph wants that paragraph. */
export const scoreQuotation: Scorer = (query, { passages }) =>
  passages.map((match) => {
    if (match.length < MIN_QUOTED_TERMS) return 0
    const matched = match.counts.reduce((sum, count) => sum + count, 0)
    const quoted = Math.min(matched / match.length, coverage(query, [{ match, share: 1 }]))
    return quoted > LEAST_QUOTED ? quoted : 0
  })

const YEAR_MS = 365.25 * 86_400_000
/** In years since 1970: answers before 2010 all count as old. */
const RECENT_FROM = 40

/** Years since 2010, with their fraction, so that of equals the newer comes first; the weight is what a year is worth. */
export const scoreRecency: Scorer = (_query, { answer, passages }) => {
  const years = Math.max(0, Date.parse(answer.answered) / YEAR_MS - RECENT_FROM)
  return passages.map(() => years)
}

interface WeightedScorer {
  scorer: Scorer
  weight: number
  /** Whether its scores are divided by the best of them among the candidates. */
  asShareOfBest: boolean
}

/** What the ranking adds up. The weights were fitted by folds: docs/decisions/0011-scores-are-added-up.md. */
export const SCORERS: readonly WeightedScorer[] = [
  { scorer: scoreMeaning, weight: 10, asShareOfBest: false },
  { scorer: scoreCoverage, weight: 1, asShareOfBest: true },
  { scorer: scoreAnswer, weight: 0.5, asShareOfBest: true },
  { scorer: scoreProximity, weight: 0.4, asShareOfBest: true },
  // Not fitted: it decides only where a paragraph is pasted, which the questions of the folds never are.
  { scorer: scoreQuotation, weight: 0.5, asShareOfBest: false },
  { scorer: scoreRecency, weight: 0.01, asShareOfBest: false },
]

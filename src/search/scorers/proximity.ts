import type { Query } from '../query.ts'
import type { Scorer } from '../scorer.ts'

/** How many terms apart two may stand to count as close. */
const WINDOW = 5

/** What is asked for one after the other and stands close together in the passage, the closer the more. */
export const scoreProximity: Scorer = (query, { answer, passages }) => {
  const conceptsOf = conceptsByTerm(query)
  return answer.passages.map((text, index) => {
    const counts = passages[index]?.counts ?? new Float32Array()
    return counts.filter((count) => count > 0).length < 2 ? 0 : closeness(text, query, conceptsOf)
  })
}

function closeness(text: Uint32Array, query: Query, conceptsOf: ReadonlyMap<number, readonly number[]>): number {
  const last = new Int32Array(query.concepts.length).fill(-WINDOW - 1)
  const ofPair = new Float32Array(query.concepts.length)
  const look = (first: number, gap: number) => {
    const [a, b] = [query.concepts[first], query.concepts[first + 1]]
    if (!a || !b || gap < 1 || gap > WINDOW) return
    ofPair[first] = Math.max(ofPair[first] as number, Math.min(a.information, b.information) / gap)
  }
  for (let place = 0; place < text.length; place++) {
    for (const concept of conceptsOf.get(text[place] as number) ?? []) {
      look(concept, place - (last[concept + 1] ?? place))
      look(concept - 1, place - (last[concept - 1] ?? place))
      last[concept] = place
    }
  }
  return ofPair.reduce((sum, one) => sum + one, 0)
}

const known = new WeakMap<Query, Map<number, number[]>>()

function conceptsByTerm(query: Query): ReadonlyMap<number, readonly number[]> {
  const there = known.get(query)
  if (there) return there
  const concepts = new Map<number, number[]>()
  for (const [concept, { forms }] of query.concepts.entries())
    for (const { slot } of forms) {
      const term = query.terms[slot] as number
      concepts.set(term, [...(concepts.get(term) ?? []), concept])
    }
  known.set(query, concepts)
  return concepts
}

import type { PlacedMatch } from '../match.ts'
import type { Query } from '../query.ts'
import type { Scorer } from '../scorer.ts'

/** How many terms apart two may stand to count as close. */
const WINDOW = 5

/** What is asked for one after the other and stands close together in the passage, the closer the more. */
export const scoreProximity: Scorer = (query, { passages }) => passages.map((match) => closeness(query, match))

function closeness({ concepts, conceptsOf }: Query, { places, slots }: PlacedMatch): number {
  if (places.length < 2) return 0
  const last = new Int32Array(concepts.length).fill(-WINDOW - 1)
  const ofPair = new Float32Array(concepts.length)
  const look = (first: number, gap: number) => {
    const [a, b] = [concepts[first], concepts[first + 1]]
    if (!a || !b || gap < 1 || gap > WINDOW) return
    ofPair[first] = Math.max(ofPair[first] as number, Math.min(a.information, b.information) / gap)
  }
  for (let nth = 0; nth < places.length; nth++) {
    const place = places[nth] as number
    for (const concept of conceptsOf[slots[nth] as number] ?? []) {
      look(concept, place - (last[concept + 1] ?? place))
      look(concept - 1, place - (last[concept - 1] ?? place))
      last[concept] = place
    }
  }
  return ofPair.reduce((sum, one) => sum + one, 0)
}

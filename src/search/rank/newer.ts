import { answerKey } from '../../record/identity.ts'
import type { Found } from '../found.ts'
import type { RankedPassage } from '../passage-index.ts'

/** How near a newer passage must come to the best one to be on the same matter. */
const LEAST = {
  /** By meaning: the share of the best passage's cosine with the question, the cosine of the two passages, and both added. */
  cosine: 0.8,
  alike: 0.72,
  together: 1.6,
  /** By words: the share of its score and of what it covers of the question, and their similarity. */
  score: 0.93,
  covered: 0.9,
  similarity: 0.25,
}
/** How many passages of the ranking are looked at. */
const LOOKED_AT = 20

type Place = Pick<RankedPassage, 'key' | 'index'>

interface NewerParts {
  /** The cosine of two passages by meaning; undefined where one has no vector. */
  cosineBetween: (one: Place, other: Place) => number | undefined
  /** The cosine similarity of two passages by their words. */
  similarity: (one: Place, other: Place) => number
  /** Whether the answer with that key has content, rather than a promise to answer or a reference to another answer. */
  hasContent: (key: string) => boolean
}

/** The best passage of an answer newer than `best` that meets the question about as well and is on the same matter. */
export function newerOnTheSame(
  best: Found,
  ranked: readonly RankedPassage[],
  { cosineBetween, similarity, hasContent }: NewerParts,
): RankedPassage | undefined {
  const key = answerKey(best.answer)
  const own = ranked.find((one) => one.key === key && one.index === best.index)
  if (!own) return undefined
  const onTheSame = (one: RankedPassage) => {
    const alike = cosineBetween(own, one)
    if (alike !== undefined && own.cosine !== undefined && one.cosine !== undefined) {
      const share = one.cosine / own.cosine
      return alike >= LEAST.alike && share >= LEAST.cosine && alike + share >= LEAST.together
    }
    return (
      one.score >= LEAST.score * own.score &&
      one.covered >= LEAST.covered * own.covered &&
      similarity(own, one) >= LEAST.similarity
    )
  }
  return ranked
    .slice(0, LOOKED_AT)
    .find((one) => one.answered > best.answer.answered && hasContent(one.key) && onTheSame(one))
}

import { answerKey } from '../../record/identity.ts'
import type { Found } from '../found.ts'
import type { PassageIndex, RankedPassage } from '../passage-index.ts'

/** The least share of the best passage's score, ... */
const LEAST_SCORE = 0.85
/** ... of what it covers of the question, ... */
const LEAST_COVERED = 0.9
/** ... and the least similarity to it: the question alone has too few words to tell that two answers are on one matter. */
const LEAST_SIMILARITY = 0.25
/** How many passages of the ranking are looked at. */
const LOOKED_AT = 20

interface NewerParts {
  similarity: PassageIndex['similarity']
  /** Whether the answer with that key has content, rather than a promise to answer or a reference to another answer. */
  hasContent: (key: string) => boolean
}

/** The best passage of an answer newer than `best` that meets the question about as well and is similar to it. */
export function newerOnTheSame(
  best: Found,
  ranked: readonly RankedPassage[],
  { similarity, hasContent }: NewerParts,
): RankedPassage | undefined {
  const key = answerKey(best.answer)
  const own = ranked.find((one) => one.key === key && one.index === best.index)
  if (!own) return undefined
  return ranked
    .slice(0, LOOKED_AT)
    .find(
      (one) =>
        one.answered > best.answer.answered &&
        one.score >= LEAST_SCORE * own.score &&
        one.covered >= LEAST_COVERED * own.covered &&
        hasContent(one.key) &&
        similarity(own, one) >= LEAST_SIMILARITY,
    )
}

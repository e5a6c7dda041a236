import { answerKey } from '../../record/identity.ts'
import type { Found } from '../found.ts'
import type { PassageIndex, RankedPassage } from '../passage-index.ts'

/** A newer passage may be on the same matter where it scores nearly as well ... */
const LEAST_SCORE = 0.85
/** ... meets nearly as much of the question ... */
const LEAST_COVERED = 0.9
/** ... and says much the same: the question alone is too few words to tell by. */
const LEAST_LIKENESS = 0.25
/** So many places are looked at. */
const LOOKED_AT = 20

/** What is asked of the rest of the search. */
interface NewerParts {
  likeness: PassageIndex['likeness']
  /** Whether the answer of that key says something itself, and doesn't only promise to or refer to another. */
  saysSomething: (key: string) => boolean
}

/** Another answer, given later than the best, that meets the question about as well and is like it; the best of such. */
export function newerOnTheSame(
  best: Found,
  ranked: readonly RankedPassage[],
  { likeness, saysSomething }: NewerParts,
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
        saysSomething(one.key) &&
        likeness(own, one) >= LEAST_LIKENESS,
    )
}

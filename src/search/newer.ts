import { answerKey } from '../corpus/answer.ts'
import type { RankedPassage } from './passage-index.ts'
import type { Found } from './reply.ts'

/** A newer passage is on the same matter where it scores nearly as well ... */
const LEAST_SCORE = 0.8
/** ... and meets nearly as much of the question. */
const LEAST_COVERED = 0.9
/** So many places are looked at. */
const LOOKED_AT = 20

/** Another answer, given later than the best, that meets the question about as well; the best of such. */
export function newerOnTheSame(best: Found, ranked: readonly RankedPassage[]): RankedPassage | undefined {
  const key = answerKey(best.answer)
  const own = ranked.find((one) => one.key === key && one.index === best.index)
  if (!own) return undefined
  return ranked
    .slice(0, LOOKED_AT)
    .find(
      (one) =>
        one.answered > best.answer.answered &&
        one.score >= LEAST_SCORE * own.score &&
        one.covered >= LEAST_COVERED * own.covered,
    )
}

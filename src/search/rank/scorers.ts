import type { Scorer } from './scorer.ts'
import { scoreAnswer } from './scorers/answer.ts'
import { scoreCoverage } from './scorers/coverage.ts'
import { scorePassage } from './scorers/passage.ts'
import { scoreProximity } from './scorers/proximity.ts'
import { scoreQuestion } from './scorers/question.ts'
import { scoreQuotation } from './scorers/quotation.ts'
import { scoreRecency } from './scorers/recency.ts'

export interface Vote {
  scorer: Scorer
  weight: number
  /** Its scores count as shares of the best of them; others count as they are. */
  asShareOfBest: boolean
}

/** Who votes on the ranking. The weights were tuned by cross-validation: DESIGN.md, "How the ranking was found". */
export const SCORERS: readonly Vote[] = [
  { scorer: scorePassage, weight: 1, asShareOfBest: true },
  { scorer: scoreAnswer, weight: 0.7, asShareOfBest: true },
  { scorer: scoreQuestion, weight: 0.4, asShareOfBest: true },
  { scorer: scoreProximity, weight: 0.4, asShareOfBest: true },
  { scorer: scoreCoverage, weight: 0.3, asShareOfBest: true },
  { scorer: scoreRecency, weight: 0.01, asShareOfBest: false },
  { scorer: scoreQuotation, weight: 2, asShareOfBest: false },
]

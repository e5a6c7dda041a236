import type { Scorer } from '../scorer.ts'

/** A passage of fewer terms is a caption or a greeting rather than an answer. */
const ENOUGH = 10

/** Whether the passage is long enough to say something. */
export const scoreSubstance: Scorer = (_query, { passages }) =>
  passages.map(({ length }) => Math.min(1, length / ENOUGH))

import type { Scorer } from '../scorer.ts'

/** In years from 1970: the record of Parliament's own site begins about then, and what is older counts as no newer. */
const FROM = 40

/** The years from 2010 on, with their part: among equals the newer comes first. Its weight is what a year is worth. */
export const scoreRecency: Scorer = (_query, { answer, passages }) =>
  passages.map(() => Math.max(0, answer.years - FROM))

import type { RankedPassage, UnderstoodTerm } from '../passage-index.ts'

/** How many of the first passages are looked at. */
const LOOKED_AT = 5

/** The weights of a logistic model for "the best passage answers": see DESIGN.md, "Deciding that nothing answers". */
const EVIDENCE = {
  /** The share of the question, by weight, that the best passage has with its heading and question. */
  covered: 6.2,
  /** The weight that is covered, at most `MOST_COVERED`: all of two words is less evidence than half of ten. */
  coveredWeight: 1,
  /** The logarithm of the number of words of the field: the first says most. */
  topical: 4.5,
  /** How common the words are in the record: questions about other matters use other words. */
  familiar: 0.3,
}
const MOST_COVERED = 4
const LEAST_EVIDENCE = 7.5
/** Without a vocabulary that knows the field, the covered share alone decides. */
const LEAST_COVERED = 0.5

/** Whether something answers the question. Ranking scores do not tell: something always comes first. */
export function isAnswered(terms: readonly UnderstoodTerm[], ranked: readonly RankedPassage[]): boolean {
  const covered = ranked.slice(0, LOOKED_AT).reduce((most, one) => Math.max(most, one.coveredWithin), 0)
  if (terms.every(({ topical }) => topical === undefined)) return covered >= LEAST_COVERED
  const asked = terms.reduce((sum, { idf }) => sum + idf, 0)
  const evidence =
    EVIDENCE.covered * covered +
    EVIDENCE.coveredWeight * Math.min(MOST_COVERED, covered * asked) +
    EVIDENCE.topical * Math.log1p(terms.filter(({ topical }) => topical).length) +
    EVIDENCE.familiar * terms.reduce((sum, { share }) => sum + Math.log1p(100 * share), 0)
  return evidence >= LEAST_EVIDENCE
}

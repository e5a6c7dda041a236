import type { RankedPassage, UnderstoodTerm } from '../passage-index.ts'

/** How many of the first passages are looked at. */
const LOOKED_AT = 5

/**
 * What speaks for it that something was found that answers, and by how much. Fitted to questions that the record answers
 * and messages that it can't: DESIGN.md, "Deciding that nothing answers".
 */
const EVIDENCE = {
  /** The share of what is asked, by information, that the best passage meets with its heading and question. */
  covered: 6.2,
  /** How much that is, in words as rare as can be, `MOST_MET` at the most: all of two words is less than half of ten. */
  met: 1,
  /** Words of the field, by their logarithm: the first says most. */
  topical: 4.5,
  /** Words that are common in the record, by how common: people ask of other things in other words. */
  familiar: 0.3,
}
const MOST_MET = 4
const LEAST_EVIDENCE = 7.5
/** Where no words of the field are known, the share alone decides. */
const LEAST_COVERED = 0.5

/** Whether something was found that answers. The scores of a ranking say nothing of that: something always comes first. */
export function isAnswered(terms: readonly UnderstoodTerm[], ranked: readonly RankedPassage[]): boolean {
  const covered = ranked.slice(0, LOOKED_AT).reduce((most, one) => Math.max(most, one.coveredWithin), 0)
  if (terms.every(({ topical }) => topical === undefined)) return covered >= LEAST_COVERED
  const asked = terms.reduce((sum, { information }) => sum + information, 0)
  const evidence =
    EVIDENCE.covered * covered +
    EVIDENCE.met * Math.min(MOST_MET, covered * asked) +
    EVIDENCE.topical * Math.log1p(terms.filter(({ topical }) => topical).length) +
    EVIDENCE.familiar * terms.reduce((sum, { share }) => sum + Math.log1p(100 * share), 0)
  return evidence >= LEAST_EVIDENCE
}

import type { QuestionTerm } from './analyser.ts'
import type { RankedPassage } from './passage-index.ts'

/** How many of the first passages are looked at. */
const LOOKED_AT = 5
/** The least share of what is asked, by information, that a passage must hold for something to be an answer. */
const LEAST = {
  /** The question is about the field: people put much around the few words that matter. */
  topical: 0.17,
  /** It shows no word of the field: only where nearly all of it is met is it not about something else. */
  other: 0.8,
  /** No words of the field are known. */
  unknown: 0.5,
}

/**
 * Whether something was found that answers. Raw scores say nothing of that: what counts is how much of the question is
 * met, rare words for more than common ones and words that the record does not know for most, and whether it is about
 * the field at all.
 */
export function isAnswered(terms: readonly QuestionTerm[], ranked: readonly RankedPassage[]): boolean {
  const covered = ranked.slice(0, LOOKED_AT).reduce((most, one) => Math.max(most, one.coveredWithin), 0)
  const topical = terms.some((term) => term.topical === true)
  const least = topical ? LEAST.topical : terms.some((term) => term.topical === false) ? LEAST.other : LEAST.unknown
  return covered >= least
}

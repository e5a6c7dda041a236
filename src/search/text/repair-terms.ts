import type { Repair } from '../repair.ts'
import type { TermStore } from '../retrieve/term-store.ts'
import type { Analyser, QuestionTerm } from './analyser.ts'
import type { Spelling } from './spelling.ts'

/** A word that was read as another counts so much of what it would: the guess may be wrong. */
const REPAIRED = 0.7

interface RepairParts {
  analyser: Analyser
  spelling: Spelling
  store: TermStore
  /** Whether it is a word or a name, in small letters, though the record does not have it. */
  isWord: (word: string) => boolean
}

/**
 * Reads words that stand in no text of the record, in none of their forms, as the nearest that does. Never touched are
 * words that the record knows, English words (the record may well say nothing of "devolution"), names, and numbers.
 */
export function repairTerms(
  terms: readonly QuestionTerm[],
  { analyser, spelling, store, isWord }: RepairParts,
): { terms: QuestionTerm[]; repaired: Repair[] } {
  const holders = (term: string) => store.holders(store.known(term) ?? -1)
  const commonness = (word: string) => Math.max(0, ...analyser.text(word).map(holders))
  const isSlip = ({ written, forms }: QuestionTerm) =>
    /^\p{Ll}+$/u.test(written) && !forms.some((form) => holders(form.term) > 0) && !isWord(written)
  const repaired: Repair[] = []
  const read = terms.map((term): QuestionTerm => {
    if (!isSlip(term)) return term
    const word = spelling.repair(term.written, commonness)
    const [meant] = word === undefined ? [] : analyser.question(word)
    if (word === undefined || !meant) return term
    repaired.push({ typed: term.written, read: word })
    return { ...meant, weight: REPAIRED * meant.weight }
  })
  return { terms: read, repaired }
}

import type { Terms } from '../retrieve/terms.ts'
import type { Analyser, QuestionTerm } from './analyser.ts'
import type { Spelling } from './spelling.ts'

/** A misspelt word, and the word that was searched for instead. */
export interface Repair {
  typed: string
  read: string
}

/** The weight of a repaired word: the guess may be wrong. */
const REPAIRED_WEIGHT = 0.7
/** How many words of a question are looked up: a search for near words takes milliseconds. */
const MAX_LOOKED_UP = 5

interface RepairParts {
  analyser: Analyser
  spelling: Spelling
  terms: Pick<Terms, 'known' | 'documentFrequency'>
  /** Whether a word in small letters is an English word or a name. */
  isWord: (word: string) => boolean
}

/**
 * Replaces words that the record has in no form by the nearest that it has. English words and names stay as they are,
 * since the record may well not mention them, as do acronyms and numbers.
 */
export function repairTerms(
  asked: readonly QuestionTerm[],
  { analyser, spelling, terms, isWord }: RepairParts,
): { terms: QuestionTerm[]; repaired: Repair[] } {
  const frequencyOf = (term: string) => terms.documentFrequency(terms.known(term) ?? -1)
  const documentFrequency = (word: string) => Math.max(0, ...analyser.text(word).map(frequencyOf))
  const isMisspelt = ({ written, forms }: QuestionTerm) =>
    /^\p{Ll}+$/u.test(written) && forms.every(({ term }) => frequencyOf(term) === 0) && !isWord(written)
  const repaired: Repair[] = []
  let lookedUp = 0
  const read = asked.map((term): QuestionTerm => {
    if (lookedUp === MAX_LOOKED_UP || !isMisspelt(term)) return term
    lookedUp++
    const word = spelling.repair(term.written, documentFrequency)
    const [meant] = word === undefined ? [] : analyser.question(word)
    if (word === undefined || !meant) return term
    repaired.push({ typed: term.written, read: word })
    return { ...meant, weight: REPAIRED_WEIGHT * meant.weight }
  })
  return { terms: read, repaired }
}

import type { Analyser, QuestionTerm } from './analyser.ts'
import type { Repair } from './reply.ts'
import type { Spelling } from './spelling.ts'
import type { TermStore } from './term-store.ts'

/**
 * Reads words that stand in no text of the record, in none of their forms, as the nearest that does. A word that is
 * known is never touched; nor is a name in the middle of a question, or a number.
 */
export function repairTerms(
  terms: readonly QuestionTerm[],
  { analyser, spelling, store }: { analyser: Analyser; spelling: Spelling; store: TermStore },
): { terms: QuestionTerm[]; repaired: Repair[] } {
  const holders = (term: string) => store.holders(store.known(term) ?? -1)
  const commonness = (word: string) => Math.max(0, ...analyser.text(word).map(holders))
  const repaired: Repair[] = []
  const read = terms.map((term, place): QuestionTerm => {
    const isName = place > 0 && /^\p{Lu}/u.test(term.written)
    if (isName || !/^\p{L}+$/u.test(term.written) || term.forms.some((form) => holders(form.term) > 0)) return term
    const word = spelling.repair(term.written.toLowerCase(), commonness)
    const [meant] = word === undefined ? [] : analyser.question(word)
    if (word === undefined || !meant) return term
    repaired.push({ typed: term.written, read: word })
    return meant
  })
  return { terms: read, repaired }
}

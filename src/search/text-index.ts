import MiniSearch from 'minisearch'
import { analyse, type QuestionTerm } from './analyser.ts'

/** A document that shares a term with the question. */
interface Hit {
  id: string
  /** BM25+, above 0. Only comparable within one search. */
  score: number
  /** How many of the question's terms it holds. */
  matched: number
}

type Document<Field extends string> = { id: string } & Record<Field, string>

export interface TextIndex<Field extends string> {
  add: (documents: readonly Document<Field>[]) => void
  remove: (ids: readonly string[]) => void
  /** Every document that holds one of the terms, the best first. */
  search: (terms: readonly QuestionTerm[]) => Hit[]
}

/** A full-text index in memory over documents with the named fields, each weighed as said. */
export function createTextIndex<Field extends string>(weights: Record<Field, number>): TextIndex<Field> {
  const index = new MiniSearch<Document<Field>>({
    fields: Object.keys(weights),
    tokenize: analyse,
    processTerm: (term) => term,
    searchOptions: { boost: weights as { [field: string]: number }, tokenize: (terms) => terms.split(' ') },
  })
  return {
    add: (documents) => index.addAll(documents),
    remove: (ids) => index.discardAll(ids),
    search: (terms) =>
      index
        .search(terms.flat().join(' '))
        // MiniSearch multiplies the score by the number of terms that match; divided again, BM25+ is back.
        .map(({ id, score, queryTerms }) => ({
          id,
          score: score / queryTerms.length,
          matched: terms.filter((forms) => forms.some((form) => queryTerms.includes(form))).length,
        }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1)),
  }
}

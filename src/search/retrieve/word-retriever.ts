import MiniSearch, { type SearchResult } from 'minisearch'
import type { WantedTerm } from './wanted-terms.ts'

/** Restricts what is proposed. */
export interface KeyFilter {
  passes: (key: string) => boolean
  /** All keys that pass, if they are few enough to score them without a search. It may be slow. */
  few: () => string[] | undefined
}

/** Finds answers by their terms: MiniSearch, with one document for each answer. */
export interface WordRetriever {
  /** Adds an answer by its distinct terms. Its key must not be there. */
  add: (key: string, terms: readonly string[]) => void
  /** Removes an answer; the terms must be those that it was added with. */
  remove: (key: string, terms: readonly string[]) => void
  /**
   * The keys of the answers with the most of what is wanted by IDF, at most `MAX_PROPOSED`. Where the rare terms find fewer
   * and few keys pass the filter, those that pass.
   */
  propose: (wanted: readonly WantedTerm[], filter?: KeyFilter) => string[]
}

/** How many answers are proposed. */
export const MAX_PROPOSED = 150
/** Common terms are left out of a search where rarer ones with so many postings find enough. */
const POSTINGS_BUDGET = 3_000

interface Document {
  key: string
  terms: string
}

const OPTIONS = {
  idField: 'key',
  fields: ['terms'],
  // Terms arrive analysed, and contain no space.
  tokenize: (terms: string) => terms.split(' '),
  processTerm: (term: string) => term,
  // The score of a term is its IDF: terms are given once per answer, and an answer's length does not matter here.
  searchOptions: { bm25: { k: 0, b: 0, d: 0 } },
}

export function createWordRetriever(): WordRetriever {
  const index = new MiniSearch<Document>(OPTIONS)
  const documentOf = (key: string, terms: readonly string[]): Document => ({ key, terms: terms.join(' ') })

  const search = (wanted: readonly WantedTerm[], filter?: KeyFilter) => {
    const weights = weightsOf(wanted)
    const found = index.search([...weights.keys()].join(' '), {
      boostTerm: (term) => weights.get(term) ?? 0,
      ...(filter && { filter: ({ id }) => filter.passes(String(id)) }),
    })
    return found.map(({ id, score, queryTerms }: SearchResult) => ({
      key: String(id),
      // MiniSearch multiplies the score by the number of matched terms; undone here.
      score: score / Math.max(1, queryTerms.length),
    }))
  }

  return {
    add: (key, terms) => index.add(documentOf(key, terms)),
    remove: (key, terms) => index.remove(documentOf(key, terms)),
    propose(wanted, filter) {
      let found: { key: string; score: number }[] = []
      for (const { terms, first } of searchesFor(wanted)) {
        if (terms.length > 0) found = search(terms, filter)
        if (found.length >= MAX_PROPOSED) break
        const few = first ? filter?.few() : undefined
        if (few) return few
      }
      return found
        .sort((a, b) => b.score - a.score || (a.key < b.key ? 1 : -1))
        .slice(0, MAX_PROPOSED)
        .map(({ key }) => key)
    },
  }
}

/** How much each term counts: the sum where it is wanted twice. */
export function weightsOf(wanted: readonly WantedTerm[]): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { term, weight } of wanted) weights.set(term, weight + (weights.get(term) ?? 0))
  return weights
}

/**
 * What to search for, one after the other, until enough is found: first the rarest terms, then also more common ones. The
 * first may be without terms, where all are common; it says when those that pass a filter may be proposed if they are few.
 */
export function* searchesFor(wanted: readonly WantedTerm[]): Generator<{ terms: WantedTerm[]; first: boolean }> {
  const rarestFirst = wanted.toSorted((a, b) => a.documentFrequency - b.documentFrequency)
  let used = 0
  for (let budget = POSTINGS_BUDGET; used < rarestFirst.length; budget *= 2) {
    const first = budget === POSTINGS_BUDGET
    const affordable = withinBudget(rarestFirst, budget)
    if (affordable === used && !first) continue
    used = affordable
    yield { terms: rarestFirst.slice(0, used), first }
  }
}

/** How many of the first terms have at most so many postings together. */
function withinBudget(terms: readonly WantedTerm[], budget: number): number {
  let postings = 0
  const beyond = terms.findIndex(({ documentFrequency }) => {
    postings += documentFrequency
    return postings > budget
  })
  return beyond < 0 ? terms.length : beyond
}

import type { Query } from '../rank/query.ts'
import type { Terms } from './terms.ts'

/** A term to search for, with how much it counts and how many texts have it. */
export interface WantedTerm {
  term: string
  weight: number
  documentFrequency: number
}

/** The forms of what a query asks for, as terms. A term that is a form of two things is there twice. */
export function wantedTerms({ terms: numbers, concepts }: Query, terms: Pick<Terms, 'term'>): WantedTerm[] {
  return concepts.flatMap(({ forms }) =>
    forms.map(({ slot, boost, documentFrequency }) => ({
      term: terms.term(numbers[slot] as number),
      weight: boost,
      documentFrequency,
    })),
  )
}

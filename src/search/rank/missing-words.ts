import type { UnderstoodTerm } from '../passage-index.ts'
import type { Terms } from '../retrieve/terms.ts'
import { STANDS_FOR_IT } from '../text/analyser.ts'

/** A word of a question that matters and that a passage doesn't mention, nor its answer's heading or questions. */
export interface MissingWord {
  /** As it was typed. */
  word: string
  /** Whether any text of the record mentions it. */
  inRecord: boolean
  /** Whether it names a place. */
  place: boolean
}

/** From this IDF on, relative to a term found in one text, a word of the field is rare enough to matter. */
const RARE_IN_FIELD = 0.45
/** The same for any other word. */
const RARE = 0.7

interface MissingWordsParts {
  /** The numbers of the terms that the texts have. */
  mentioned: ReadonlySet<number>
  terms: Pick<Terms, 'known' | 'documentFrequency'>
}

/** The words that matter (a place, an acronym or a name, a rare word) of which the texts have no form. */
export function missingWords(asked: readonly UnderstoodTerm[], { mentioned, terms }: MissingWordsParts): MissingWord[] {
  return asked.filter(matters).flatMap(({ written, forms, place }) => {
    const numbers = forms
      .filter(({ weight }) => weight >= STANDS_FOR_IT)
      .flatMap(({ term }) => terms.known(term) ?? [])
      .filter((number) => terms.documentFrequency(number) > 0)
    if (numbers.some((number) => mentioned.has(number))) return []
    return [{ word: written, inRecord: numbers.length > 0, place }]
  })
}

function matters({ written, weight, idf, place, topical }: UnderstoodTerm): boolean {
  if (place) return true
  if (weight < 1 || !/\p{L}/u.test(written)) return false
  return idf >= (topical || /^\p{Lu}/u.test(written) ? RARE_IN_FIELD : RARE)
}

import type { Terms } from '../retrieve/terms.ts'
import type { QuestionTerm } from '../text/analyser.ts'

/** A term of the record that may stand for something asked for. */
interface QueryForm {
  /** The place of its number in `Query.terms`. */
  slot: number
  /** How well it stands for what is asked, times how much that counts: up to 1. */
  boost: number
  documentFrequency: number
  /** IDF times `boost`. */
  weight: number
}

interface QueryConcept {
  /** The forms that the record has; none where it has none of them. */
  forms: readonly QueryForm[]
  /** The weight of its best form; of a term that no text has where there is no form. */
  weight: number
}

/** A question, weighted by how rare its terms are in what is indexed now. */
export interface Query {
  /** The numbers of the distinct terms of all forms. */
  terms: readonly number[]
  /** What is asked for, in order. */
  concepts: readonly QueryConcept[]
  /** For each slot, the places in `concepts` of those that its term is a form of. */
  conceptsOf: readonly (readonly number[])[]
  /** The sum of the concepts' weights. */
  weight: number
}

type TermStatistics = Pick<Terms, 'known' | 'documentFrequency' | 'texts'>

export function weightQuery(asked: readonly QuestionTerm[], terms: TermStatistics): Query {
  const slots = new Map<number, number>()
  const slotOf = (number: number) => {
    const slot = slots.get(number) ?? slots.size
    slots.set(number, slot)
    return slot
  }
  const concepts = asked.map(({ forms, weight: ofQuestion }): QueryConcept => {
    const known = forms.flatMap(({ term, weight }): QueryForm[] => {
      const number = terms.known(term)
      const documentFrequency = number === undefined ? 0 : terms.documentFrequency(number)
      if (number === undefined || documentFrequency === 0) return []
      const boost = ofQuestion * weight
      return [{ slot: slotOf(number), boost, documentFrequency, weight: boost * idf(documentFrequency, terms.texts()) }]
    })
    const best = known.reduce((most, { weight }) => Math.max(most, weight), 0)
    return { forms: known, weight: known.length > 0 ? best : ofQuestion * idf(0, terms.texts()) }
  })
  const conceptsOf = Array.from(slots, (): number[] => [])
  for (const [place, { forms }] of concepts.entries()) for (const { slot } of forms) conceptsOf[slot]?.push(place)
  return { terms: [...slots.keys()], concepts, conceptsOf, weight: concepts.reduce((sum, one) => sum + one.weight, 0) }
}

/** Smoothing: assume so many more texts without the term, since a document frequency in a few texts is chance. */
const MORE_TEXTS = 50

/** The cosine similarity of two texts, given as sets of terms, with the square root of the IDF as a term's weight. */
export function cosineSimilarity(
  one: ReadonlySet<number>,
  other: ReadonlySet<number>,
  terms: Pick<TermStatistics, 'documentFrequency' | 'texts'>,
): number {
  const sumOfIdf = (numbers: ReadonlySet<number>) =>
    [...numbers].reduce((sum, number) => sum + idf(terms.documentFrequency(number), terms.texts()), 0)
  const norm = Math.sqrt(sumOfIdf(one) * sumOfIdf(other))
  return norm === 0 ? 0 : sumOfIdf(one.intersection(other)) / norm
}

/** The IDF of a term that one text has: the highest that a term of the record reaches. */
export function highestIdf(texts: number): number {
  return idf(1, texts)
}

/** Inverse document frequency as BM25 has it in Lucene, at least 0. */
function idf(documentFrequency: number, texts: number): number {
  return Math.log(1 + (texts + MORE_TEXTS - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

import type { Terms } from '../retrieve/terms.ts'
import { type QuestionTerm, STANDS_FOR_IT } from '../text/analyser.ts'

/** A word of a question that matters and that a passage doesn't mention, nor its answer's heading or questions. */
export interface MissingWord {
  /** As it was typed. */
  word: string
  /** Whether any text of the record mentions it. */
  inRecord: boolean
  /** Whether it names a place. */
  place: boolean
}

/** What a question asks for, and whether it names a place. */
type AskedTerm = QuestionTerm & { place: boolean }

/** A word is rare if no form of it stands in more than this share of the texts, if it is of the field or a name ... */
const RARE_SHARE = 0.03
/** ... or if it is any other word. */
const VERY_RARE_SHARE = 0.004
/** Other words matter if they can be nouns: these endings are of verbs and adverbs, and short words are seldom rare. */
const NO_NOUN = /^.{1,4}$|(?:ed|ing|ly)$/

interface MissingWordsParts {
  /** The numbers of the terms that the texts have. */
  mentioned: ReadonlySet<number>
  /** Whether the texts have those words, read without the vocabulary, which makes one term of several words. */
  says: (words: string) => boolean
  terms: Pick<Terms, 'known' | 'documentFrequency' | 'texts'>
}

/** The words that matter (places, names, acronyms, rare words) of which the texts have no form. */
export function missingWords(
  asked: readonly AskedTerm[],
  { mentioned, says, terms }: MissingWordsParts,
): MissingWord[] {
  const missing = asked.flatMap((term) => {
    const numbers = term.forms
      .filter(({ weight }) => weight >= STANDS_FOR_IT)
      .flatMap(({ term }) => terms.known(term) ?? [])
      .filter((number) => terms.documentFrequency(number) > 0)
    if (numbers.some((number) => mentioned.has(number))) return []
    const frequency = Math.max(0, ...numbers.map(terms.documentFrequency))
    if (!matters(term, frequency / Math.max(1, terms.texts()))) return []
    if (!term.place && says(term.written)) return []
    return [{ word: term.written, inRecord: numbers.length > 0, place: term.place }]
  })
  return missing.filter((one) => !missing.some((other) => isPartOf(one, other)))
}

/** "deaf" need not be named beside "teachers of the deaf". */
function isPartOf(one: MissingWord, other: MissingWord): boolean {
  const [part, whole] = [one, other].map(({ word }) => ` ${word.toLowerCase()} `)
  return one.inRecord === other.inRecord && part !== whole && whole?.includes(part ?? '') === true
}

/** `share`: of the texts that have its most common form. */
function matters({ written, weight, place, topical }: AskedTerm, share: number): boolean {
  if (place) return true
  if (weight < 1 || !/\p{L}/u.test(written)) return false
  if (topical || /^\p{Lu}/u.test(written)) return share <= RARE_SHARE
  return share <= VERY_RARE_SHARE && !NO_NOUN.test(written)
}

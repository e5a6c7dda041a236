import type { WrittenAnswer } from '../record/answer.ts'
import type { Corpus } from '../search/corpus.ts'
import type { PassageIndex } from '../search/passage-index.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate } from '../search/question/filter-answers.ts'
import { createTokeniser } from '../search/text/tokens.ts'
import { type Facet, facets } from './facets.ts'

/** A topic that is typed has so many words at most, and fewer if no heading is near; more are a question. */
const MAX_WORDS = 4
const MAX_UNKNOWN_WORDS = 2
const NEAREST = 3
/** The beginning of a word is looked for in headings from so many characters on. */
const MIN_PART = 3
/** The least score of a near heading, as a share of the nearest heading's score. */
const LEAST_SHARED = 0.5

/** What somebody may mean by a topic that they type. */
export type TopicMatch =
  /** Some headings contain it. */
  | { kind: 'named' }
  /** No heading contains it; the nearest share its words or what they mean, three at most. */
  | { kind: 'near'; topics: readonly Facet[] }
  /** No heading has anything of it. */
  | { kind: 'unknown' }
  /** It is too long for a topic, or ends as a question. */
  | { kind: 'question' }

/** The topics are the headings of the answers. */
export interface Topics {
  /** What a topic is that somebody typed, for the answers that pass the filters. */
  match: (typed: string, filters: readonly Filter[]) => TopicMatch
  /**
   * Whether an answer's heading contains what was typed, in any case, punctuation and number (ramp, ramps), or a word that
   * begins so.
   */
  isAbout: (typed: string) => (answer: WrittenAnswer) => boolean
}

export function createTopics(corpus: Corpus, index: Pick<PassageIndex, 'understand'>): Topics {
  const tokenise = createTokeniser()
  const stemsOf = (text: string) => {
    const stems = tokenise(text).map(({ stem }) => stem)
    return stems.length === 0 ? '' : ` ${stems.join(' ')} `
  }
  // Many answers share a heading, and the vocabulary stays the same as long as the program runs.
  const stemsOfHeading = remembered(stemsOf)
  const termsOfHeading = remembered((heading) => formsOf(index.understand(heading).terms))

  const isAbout: Topics['isAbout'] = (typed) => {
    const [part, stems] = [` ${typed.toLowerCase()}`, stemsOf(typed)]
    return ({ heading }) =>
      (part.length > MIN_PART && ` ${heading.toLowerCase()}`.includes(part)) ||
      (stems !== '' && stemsOfHeading(heading).includes(stems))
  }

  const near = (typed: string, answers: readonly WrittenAnswer[]): Facet[] => {
    const asked = index.understand(typed).terms
    const shared = (heading: string) => {
      const terms = termsOfHeading(heading)
      const shares = asked.map(({ forms, idf, weight }) => {
        const best = Math.max(...forms.map((form) => form.weight * (terms.get(form.term) ?? 0)))
        return best * idf * weight
      })
      return shares.reduce((sum, share) => sum + share, 0)
    }
    const scored = facets(answers, ({ heading }) => heading)
      .map((facet) => ({ facet, score: shared(facet.value) }))
      .sort((a, b) => b.score - a.score)
    const least = (scored[0]?.score ?? 0) * LEAST_SHARED
    return scored.flatMap(({ facet, score }) => (score > 0 && score >= least ? facet : [])).slice(0, NEAREST)
  }

  return {
    isAbout,
    match(typed, filters) {
      const answers = corpus.newest()
      if (answers.some(isAbout(typed))) return { kind: 'named' }
      const words = tokenise(typed).length
      if (typed.includes('?') || words > MAX_WORDS) return { kind: 'question' }
      const topics = near(typed, answers.filter(filterPredicate(filters, corpus.names)))
      if (topics.length > 0) return { kind: 'near', topics }
      return words > MAX_UNKNOWN_WORDS ? { kind: 'question' } : { kind: 'unknown' }
    },
  }
}

/** The same function, which computes each result once. */
function remembered<Result>(of: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const result = results.get(text) ?? of(text)
    results.set(text, result)
    return result
  }
}

/** The terms of some forms, each with its greatest weight. */
function formsOf(terms: ReturnType<PassageIndex['understand']>['terms']): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const { forms } of terms)
    for (const { term, weight } of forms) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return weights
}

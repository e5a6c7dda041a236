import type { Query } from '../rank/query.ts'
import { distinct, distinctOf, type IndexedAnswer, textsOf } from './indexed-answer.ts'
import { createTerms, type Terms } from './terms.ts'
import { createWordRetriever } from './word-retriever.ts'

/** The analysed answers, with their term statistics. */
export interface AnswerIndex {
  terms: Terms
  /** Adds an answer, replacing the one with its key. */
  add: (answer: IndexedAnswer) => void
  /** Removes the answer with that key, if there is one. */
  remove: (key: string) => void
  get: (key: string) => IndexedAnswer | undefined
  all: () => Iterable<IndexedAnswer>
  /** The average length of an answer, all its texts together, in terms. */
  averageLength: () => number
  /** The answers that have the most of what the query asks for; only those of keys for which `within` is true. */
  propose: (query: Query, within?: (key: string) => boolean) => IndexedAnswer[]
}

/** If a filter lets at most so many answers through, scoring them all is as quick as a search for common words. */
const MAX_FEW = 1_000

/** An empty index. `known` are terms that have their place in it as number. */
export function createAnswerIndex(known?: Iterable<string>): AnswerIndex {
  const terms = createTerms(known)
  const words = createWordRetriever()
  const answers = new Map<string, IndexedAnswer>()
  let totalLength = 0

  const count = (answer: IndexedAnswer, by: 1 | -1) => {
    for (const text of textsOf(answer)) {
      terms.count(distinct(text), by)
      totalLength += by * text.length
    }
  }
  const termsIn = (answer: IndexedAnswer) => Array.from(distinctOf(answer), terms.term)
  const remove = (key: string) => {
    const answer = answers.get(key)
    if (!answer) return
    answers.delete(key)
    words.remove(key, termsIn(answer))
    count(answer, -1)
  }

  const fewKeys = (within: (key: string) => boolean) => {
    const passing = answers
      .keys()
      .filter(within)
      .take(MAX_FEW + 1)
      .toArray()
    return passing.length <= MAX_FEW ? passing : undefined
  }

  return {
    terms,
    add(answer) {
      remove(answer.key)
      answers.set(answer.key, answer)
      words.add(answer.key, termsIn(answer))
      count(answer, 1)
    },
    remove,
    get: (key) => answers.get(key),
    all: () => answers.values(),
    averageLength: () => totalLength / Math.max(1, answers.size),
    propose({ terms: numbers, concepts }, within) {
      const wanted = concepts.flatMap(({ forms }) =>
        forms.map(({ slot, boost, documentFrequency }) => ({
          term: terms.term(numbers[slot] as number),
          weight: boost,
          documentFrequency,
        })),
      )
      const keys = words.propose(wanted, within && { passes: within, few: () => fewKeys(within) })
      return keys.flatMap((key) => answers.get(key) ?? [])
    },
  }
}

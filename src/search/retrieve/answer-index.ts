import type { FactTest } from '../question/filter-answers.ts'
import type { Query } from '../rank/query.ts'
import { type AnswerToIndex, distinct, distinctOf, type IndexedAnswer, textsOf } from './indexed-answer.ts'
import { createTerms, type Terms } from './terms.ts'
import { wantedTerms } from './wanted-terms.ts'
import { createWordRetriever } from './word-retriever.ts'

/** Restricts what is proposed. */
export interface Within {
  /** Whether the answer with that key is let through; this decides. */
  passes: (key: string) => boolean
  /** The same as data, for an index elsewhere: what passes them all is let through, or more. */
  tests?: readonly FactTest[] | undefined
}

/**
 * The port of the retriever by words: the analysed answers, of which it proposes those that a query may be about. The
 * ranking scores what is proposed, so that it decides. Calls reject with an `AppError` of the code `search-unavailable` if
 * the index is elsewhere and can't be reached.
 */
export interface AnswerIndex {
  /** The terms of the answers that were added; they are counted when an answer is searched. */
  terms: Terms
  /** The average length of an answer, all its texts together, in terms. */
  averageLength: () => number
  /** Adds answers; one replaces what has its key. What an index elsewhere has already is not sent to it again. */
  add: (answers: readonly AnswerToIndex[]) => Promise<void>
  /** Removes answers, given as they were added; others than those that were added are ignored. */
  remove: (answers: readonly AnswerToIndex[]) => Promise<void>
  /** Resolves when what was added is searched and what was removed is not. */
  settled: () => Promise<void>
  /** The answers with those keys, without those that were not added. */
  get: (keys: readonly string[]) => Promise<IndexedAnswer[]>
  /** The answers that have the most of what the query asks for: 150 at most, or all of a few that are let through. */
  propose: (query: Query, within?: Within) => Promise<IndexedAnswer[]>
  /** For an index that keeps what was analysed: keeps the words of the record, too, for spelling. */
  words?: RecordWords
}

/** The words of the record as written, kept with an index. */
interface RecordWords {
  /** Keeps a word that was met for the first time. */
  keep: (word: string) => void
  /** Is told the words that are kept, also later ones. */
  follow: (learn: (word: string) => void) => void
}

/** If a filter lets at most so many answers through, scoring them all is as quick as a search for common words. */
export const MAX_FEW = 1_000

/** An index in memory. */
export interface MemoryAnswerIndex extends AnswerIndex {
  all: () => Iterable<IndexedAnswer>
}

/** What was analysed before: its answers are not analysed again when they are added. */
interface Known {
  /** Each has its place in it as number. */
  terms: Iterable<string>
  answers: Iterable<IndexedAnswer>
}

/** An empty index in memory: its calls are done when they return. */
export function createAnswerIndex(known: Known = { terms: [], answers: [] }): MemoryAnswerIndex {
  const terms = createTerms(known.terms)
  const before = new Map(Array.from(known.answers, (answer) => [answer.key, answer]))
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
  const add = ({ key, fingerprint, indexed }: AnswerToIndex) => {
    const own = answers.get(key)
    const known = own ?? before.get(key)
    before.delete(key)
    const answer = known?.fingerprint === fingerprint ? known : indexed()
    if (answer === own) return
    remove(key)
    answers.set(key, answer)
    words.add(key, termsIn(answer))
    count(answer, 1)
  }
  const fewKeys = (passes: (key: string) => boolean) => {
    const passing = answers
      .keys()
      .filter(passes)
      .take(MAX_FEW + 1)
      .toArray()
    return passing.length <= MAX_FEW ? passing : undefined
  }
  const get = (keys: readonly string[]) => keys.flatMap((key) => answers.get(key) ?? [])

  return {
    terms,
    averageLength: () => totalLength / Math.max(1, answers.size),
    all: () => answers.values(),
    settled: () => Promise.resolve(),
    get: async (keys) => get(keys),
    add(list) {
      for (const answer of list) add(answer)
      return Promise.resolve()
    },
    remove(list) {
      for (const { key } of list) remove(key)
      return Promise.resolve()
    },
    async propose(query, within) {
      const filter = within && { passes: within.passes, few: () => fewKeys(within.passes) }
      return get(words.propose(wantedTerms(query, terms), filter))
    },
  }
}

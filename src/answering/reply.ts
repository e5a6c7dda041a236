import type { Found } from '../search/found.ts'
import type { Filter, WrongFilter } from '../search/question/filters.ts'
import type { Repair } from '../search/text/repair-terms.ts'

/** Why there is no answer. */
export type NoAnswerReason =
  /** The question holds no word to search for. */
  | 'no-words'
  /** It holds filters and nothing else; the nearest are the newest that pass them. */
  | 'only-filters'
  /** It asks for a UIN that the corpus does not hold. */
  | 'unknown-uin'
  /** Nothing in the corpus is close enough to what is asked. */
  | 'nothing-close'
  /** A filter of the question can't be applied: see `wrongFilters`. */
  | 'wrong-filter'

interface Understood {
  /** As asked. */
  question: string
  /** What the question restricts the answers to; missing where it does not. */
  filters?: Filter[]
  /** Words that were read as others; missing where none was. */
  repaired?: Repair[]
}

/** What became of a question. */
export type Reply =
  | (Understood & { kind: 'answer'; best: Found; others: Found[] })
  | (Understood & {
      kind: 'no-answer'
      reason: NoAnswerReason
      nearest: Found[]
      /** What is wrong with the filters, where the reason is 'wrong-filter'. */
      wrongFilters?: WrongFilter[]
    })
export type AnswerReply = Extract<Reply, { kind: 'answer' }>
export type NoAnswerReply = Extract<Reply, { kind: 'no-answer' }>

interface AskOptions {
  /** How many passages there may be beside the best; 4 where it isn't said. */
  others?: number
}

/** Asks the corpus a question in plain words, or for a UIN. */
export type Ask = (question: string, options?: AskOptions) => Promise<Reply>

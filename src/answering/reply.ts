import type { Found } from '../search/found.ts'
import type { Filter, WrongFilter } from '../search/question/filter.ts'
import type { Question } from '../search/question/question.ts'
import type { MissingWord } from '../search/rank/missing-words.ts'
import type { Repair } from '../search/text/repair-terms.ts'
import type { Fetching } from './fetching.ts'

/** Why there is no answer. */
export type NoAnswerReason =
  /** The question has no word to search for. */
  | 'no-words'
  /** It has filters and nothing else; the nearest are the newest answers that pass them. */
  | 'only-filters'
  /** It asks for a UIN that the corpus doesn't have. */
  | 'unknown-uin'
  /** Nothing in the corpus is close enough to what is asked. */
  | 'nothing-close'
  /** A filter can't be applied: see `wrongFilters`. */
  | 'wrong-filter'

interface Understood {
  question: Question
  /** The filters that were applied, with a year that was taken for one; missing where there are none. */
  filters?: Filter[]
  /** Words that were read as others; missing where there are none. */
  repaired?: Repair[]
  /** Words that matter and that the first passage shown doesn't mention; missing where there are none. */
  missing?: MissingWord[]
  /** The year or month (`2026-04`) that the question asks about, where nothing was found that was given then and answers. */
  noneGivenIn?: string
  /** The estimated probability that the first passage found answers; missing where nothing was searched for. */
  confidence?: number
  /** No word of the question belongs to the field; missing where one does, or where nothing was searched for. */
  offTopic?: true
}

/** Something was found: an answer, or only the closest to one. */
export type AnswerReply = Understood & { kind: 'answer' | 'closest'; best: Found; others: Found[] }

/** Nothing was found that answers. */
export type NoAnswerReply = Understood & {
  kind: 'no-answer'
  reason: NoAnswerReason
  nearest: Found[]
  /** Where the reason is 'wrong-filter'. */
  wrongFilters?: WrongFilter[]
  /** What was searched, where the reason is 'nothing-close', 'unknown-uin', or a filter that matches no answer. */
  covered?: Covered
}

/** How many answers there are, and the days of the oldest and the newest. */
export interface Covered {
  answers: number
  /** How many of them pass the filters of the question; missing where it has none. */
  passing?: number
  oldest: string
  newest: string
  /** Whether that is not all there is: missing where nothing is being fetched. */
  fetching?: Fetching['kind']
}

/** The outcome of a question. */
export type Reply = AnswerReply | NoAnswerReply

interface AskOptions {
  /** How many passages to give besides the best, at most; 4 by default. */
  others?: number
  /** Gives the others as they are ranked, for measuring the ranking. By default those of other answers come first. */
  asRanked?: boolean
}

/** Answers a question from the corpus. Never rejects because of what the question says. */
export type Ask = (question: Question, options?: AskOptions) => Promise<Reply>

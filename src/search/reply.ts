import type { Passage, WrittenAnswer } from '../corpus/answer.ts'
import type { Filter, WrongFilter } from './filters.ts'

/** A passage, in its answer. */
export interface PassageOfAnswer {
  answer: WrittenAnswer
  /** Which of the answer's passages it is, counted from 0. */
  index: number
  passage: Passage
}

/** A passage that was found, with what its reader should know of other answers. */
export interface Found extends PassageOfAnswer {
  /** Where the same was said before, in the same words or nearly, the newest first. */
  alsoGiven?: PassageOfAnswer[]
  /** A newer answer on the same matter. */
  newer?: PassageOfAnswer
  /** The answers here that this one refers to instead of answering, the last of a chain of referrals first. */
  refersTo?: WrittenAnswer[]
  /** The answers here on the way to those: they only refer on. Missing where there is none. */
  referredThrough?: WrittenAnswer[]
}

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

/** A word that the corpus does not know, and the one that was searched for in its place. */
export interface Repair {
  typed: string
  read: string
}

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

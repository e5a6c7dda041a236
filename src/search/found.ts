import type { Passage, WrittenAnswer } from '../record/answer.ts'

/** A passage with its answer. */
export interface PassageOfAnswer {
  answer: WrittenAnswer
  /** Which of the answer's passages it is, from 0. */
  index: number
  passage: Passage
}

/** A passage that was found, with the other answers that its reader should know of. */
export interface Found extends PassageOfAnswer {
  /** Where the same was said before, word for word or nearly, the newest first. */
  alsoGiven?: PassageOfAnswer[]
  /** A newer answer on the same matter. */
  newer?: PassageOfAnswer
  /** The answers that this one refers to instead of answering, the last of a chain of referrals first. */
  refersTo?: WrittenAnswer[]
  /** The answers between, which only refer to the next of the chain; missing where there are none. */
  referredThrough?: WrittenAnswer[]
}

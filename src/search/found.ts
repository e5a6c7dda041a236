import type { Passage, WrittenAnswer } from '../record/answer.ts'

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

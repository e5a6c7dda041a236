import type { Passage, WrittenAnswer } from '../corpus/answer.ts'

/** A passage that was found, in its answer. */
export interface Found {
  answer: WrittenAnswer
  /** Which of the answer's passages it is, counted from 0. */
  index: number
  passage: Passage
  /** A newer answer to much the same question, where there is one. */
  newer?: WrittenAnswer
}

/** Why there is no answer. */
export type NoAnswerReason =
  /** The question holds no word to search for. */
  | 'no-words'
  /** It asks for a UIN that the corpus does not hold. */
  | 'unknown-uin'
  /** Nothing in the corpus is close enough to what is asked. */
  | 'nothing-close'

/** What became of a question. */
export type Reply =
  | { kind: 'answer'; question: string; best: Found; others: Found[] }
  | { kind: 'no-answer'; question: string; reason: NoAnswerReason; nearest: Found[] }
export type AnswerReply = Extract<Reply, { kind: 'answer' }>
export type NoAnswerReply = Extract<Reply, { kind: 'no-answer' }>

/** How much of what was found is wanted. */
interface AskOptions {
  /** How many passages besides the best, at most; four where nothing is said. */
  others?: number
}

/** Asks the corpus a question in plain words, or for a UIN. */
export type Ask = (question: string, options?: AskOptions) => Promise<Reply>

import type { WrittenAnswer } from './answer.ts'
import { answerKey } from './identity.ts'

/** Compares two answers for sorting: newest first; ties break by key. */
export function newestFirst(a: WrittenAnswer, b: WrittenAnswer): number {
  if (a.answered !== b.answered) return a.answered < b.answered ? 1 : -1
  return answerKey(a) < answerKey(b) ? 1 : -1
}

import type { WrittenAnswer } from './answer.ts'
import { answerKey, questionKey } from './identity.ts'

/** What was done last about a question: a minister answered it, or only that an answer will follow, or corrected the answer. */
export interface Standing {
  /** `final` is an answer that took the place of a holding one. */
  kind: 'holding' | 'new' | 'final' | 'corrected'
  /** The day, `yyyy-mm-dd`. */
  on: string
}

/** A change of an answer that people want to be told of. Withdrawn answers have no day: the record gives none. */
export type News = Standing | { kind: 'withdrawn' }

/** How an answer stands in the record. It depends on the answer alone, so that making it anew from the same record is no news. */
export function standingOf({ answered, corrected, held, holding }: WrittenAnswer): Standing {
  if (corrected !== undefined) return { kind: 'corrected', on: corrected }
  if (holding) return { kind: 'holding', on: answered }
  return { kind: held === undefined ? 'new' : 'final', on: answered }
}

/** What became of an answer that stood like `before`; `now` is undefined if the record has it no more. Undefined if it is no news. */
export function newsSince(before: Standing, now: WrittenAnswer | undefined): News | undefined {
  if (!now) return { kind: 'withdrawn' }
  const after = standingOf(now)
  return momentOf(after) === momentOf(before) ? undefined : after
}

/** Names a piece of news of an answer, so that it is told once. */
export function newsId(answer: WrittenAnswer): string {
  return `${answerKey(answer)} ${momentOf(standingOf(answer))}`
}

/** The same for each question of the answer: the first of a group may change when another question joins it. */
export function newsIds(answer: WrittenAnswer): string[] {
  const moment = momentOf(standingOf(answer))
  return answer.questions.map((question) => `${questionKey(question)} ${moment}`)
}

/** An answer is corrected several times, but given once: its day may be put right later, which is no news. */
function momentOf({ kind, on }: Standing): string {
  return kind === 'corrected' ? `${kind} ${on}` : kind
}

import type { Matching } from '../answering/matching.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import { mayBeNews } from './digest.ts'
import type { Follow } from './follow.ts'

/**
 * Whether digests of some follows tell what is news of an answer, now or lately: also those of one that is paused, as they
 * tell all once it is resumed. @throws AppError `embedder-unavailable`, `search-unavailable`
 */
export async function digestsTell(
  follows: readonly Follow[],
  matching: Pick<Matching, 'matches'>,
  answer: WrittenAnswer,
): Promise<boolean> {
  const key = answerKey(answer)
  for (const follow of follows) {
    if (!mayBeNews(follow.progress)(answer)) continue
    const matches = await matching.matches(follow, (one) => answerKey(one) === key)
    if (matches.length > 0) return true
  }
  return false
}

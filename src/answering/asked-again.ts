import type { WrittenAnswer } from '../record/answer.ts'
import type { Corpus } from '../search/corpus.ts'
import { questionsWords, sameAnswer } from '../search/same-question.ts'
import { hasContent } from './referrals.ts'

/**
 * The newest answer, given on `since` (`yyyy-mm-dd`) or later, that the same department gave when the same question was
 * asked again, if it says so in other words. Far fewer than the newer answers on the same matter that a reply points to: those
 * are near, these are certain (docs/decisions/0041-corrections.md).
 */
export type AskedAgain = (answer: WrittenAnswer, since: string) => WrittenAnswer | undefined

export function createAskedAgain(corpus: Pick<Corpus, 'newest'>): AskedAgain {
  /** The latest answers by the words of their questions, the newest first: made when asked for after a change. */
  let latest: { of: readonly WrittenAnswer[]; since: string; byWords: Map<string, WrittenAnswer[]> } | undefined
  const sameSince = (words: string, since: string): readonly WrittenAnswer[] => {
    const all = corpus.newest()
    if (latest?.of !== all || since < latest.since) latest = { of: all, since, byWords: byQuestion(all, since) }
    return latest.byWords.get(words) ?? []
  }
  return (answer, since) => {
    const newer = questionsWords(answer)
      .flatMap((words) => sameSince(words, since))
      .filter(
        (other) =>
          other.answered > answer.answered &&
          other.answered >= since &&
          other.department === answer.department &&
          hasContent(other),
      )
      .reduce<WrittenAnswer | undefined>((best, one) => (best && best.answered >= one.answered ? best : one), undefined)
    return newer && !sameAnswer(answer, newer) ? newer : undefined
  }
}

/** Those of the answers, which are the newest first, that were given since a day. */
function byQuestion(newest: readonly WrittenAnswer[], since: string): Map<string, WrittenAnswer[]> {
  const byWords = new Map<string, WrittenAnswer[]>()
  for (const answer of newest) {
    if (answer.answered < since) break
    for (const words of questionsWords(answer)) byWords.set(words, [...(byWords.get(words) ?? []), answer])
  }
  return byWords
}

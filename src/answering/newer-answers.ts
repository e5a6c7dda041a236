import type { Corpus } from '../search/corpus.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { PassageIndex, RankedPassage } from '../search/passage-index.ts'
import { cutQuestion } from '../search/question/cut-question.ts'
import { newerOnTheSame } from '../search/rank/newer.ts'
import { embedWithin } from '../search/retrieve/embedder.ts'
import { passageKey } from '../search/retrieve/passage-key.ts'
import type { Meaning } from './meaning.ts'
import { hasContent } from './referrals.ts'
import type { Search } from './search.ts'

/** A question whose vector takes longer is searched by its words alone. */
export const EMBEDDING_LIMIT_MS = 500

/** The newer passage on the same matter as the best of a ranking; undefined if there is none. */
export type NewerInRanking = (best: Found, ranked: readonly RankedPassage[]) => PassageOfAnswer | undefined

/** A passage that somebody kept, with the newer passage on the same matter that there is now, if any. */
export type WithNewer = (kept: Found) => Promise<Found>

export function createNewerInRanking(
  corpus: Corpus,
  index: Pick<PassageIndex, 'similarity'>,
  meaning: Pick<Meaning, 'vectors'> | undefined,
): NewerInRanking {
  return (best, ranked) => {
    const newer = newerOnTheSame(best, ranked, {
      cosineBetween: (one, other) =>
        meaning?.vectors.cosineBetween(passageKey(one.key, one.index), passageKey(other.key, other.index)),
      similarity: index.similarity,
      hasContent(key) {
        const answer = corpus.byKey(key)
        return answer !== undefined && hasContent(answer)
      },
    })
    const answer = newer && corpus.byKey(newer.key)
    const passage = newer && answer?.passages[newer.index]
    return answer && passage && { answer, index: newer.index, passage }
  }
}

/**
 * Searches for the question in Parliament that the answer answers, as nobody may remember what was asked when the passage
 * was kept. A newer passage that was found then stays the newer one if the search finds none.
 */
export function createWithNewer(
  search: Search,
  newerInRanking: NewerInRanking,
  meaning: Pick<Meaning, 'embedder'> | undefined,
): WithNewer {
  return async (kept) => {
    const text = cutQuestion(kept.answer.questions[0].text)
    const vector = meaning && (await embedWithin(meaning.embedder, text, EMBEDDING_LIMIT_MS))
    const { ranked } = await search(text, [], vector)
    const newer = newerInRanking(kept, ranked)
    return newer ? { ...kept, newer } : kept
  }
}

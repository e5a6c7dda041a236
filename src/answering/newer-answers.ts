import type { Corpus } from '../search/corpus.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { RankedPassage, Ranking } from '../search/passage-index.ts'
import { cutQuestion } from '../search/question/cut-question.ts'
import { newerOnTheSame } from '../search/rank/newer.ts'
import { embedWithin } from '../search/retrieve/embedder.ts'
import type { Meaning } from './meaning.ts'
import { hasContent } from './referrals.ts'
import type { Search } from './search.ts'

/** A question whose vector takes longer is searched by its words alone. */
export const EMBEDDING_LIMIT_MS = 500

/** The newer passage on the same matter as the best of a ranking; undefined if there is none. */
export type NewerInRanking = (
  best: Found,
  ranked: readonly RankedPassage[],
  ranking: Ranking,
) => PassageOfAnswer | undefined

/** A passage that somebody kept, with the newer passage on the same matter that there is now, if any. */
export type WithNewer = (kept: Found) => Promise<Found>

export function createNewerInRanking(corpus: Corpus): NewerInRanking {
  return (best, ranked, ranking) => {
    const newer = newerOnTheSame(best, ranked, {
      ...ranking,
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
    const { ranked, ranking } = await search(text, [], vector)
    const newer = ranking && newerInRanking(kept, ranked, ranking)
    return newer ? { ...kept, newer } : kept
  }
}

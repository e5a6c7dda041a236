import type { WrittenAnswer } from '../../src/record/answer.ts'
import { passageText } from '../../src/record/passage-text.ts'
import type { Found } from '../../src/search/found.ts'
import type { Judgments, MeasuredPassage } from './judgments.ts'

/** Names the passages that the product returns as the judgments do. */
export interface CanonicalPassages {
  /** The canonical passages of the same answer that hold the passage or are held by it. */
  idsOf: (found: Pick<Found, 'answer' | 'index'>) => string[]
}

export function createCanonicalPassages(passages: readonly MeasuredPassage[]): CanonicalPassages {
  const ofAnswer = Map.groupBy(
    passages.map(({ id, answer, text }) => ({ id, answer, text: normalised(text) })),
    ({ answer }) => answer,
  )
  const idsOf = (answer: WrittenAnswer, index: number): string[] => {
    const id = answer.questions[0].id
    const passage = answer.passages[index]
    if (id === undefined || !passage) return []
    const text = normalised(passageText(passage))
    return (ofAnswer.get(id) ?? [])
      .filter((one) => one.text.includes(text) || text.includes(one.text))
      .map((one) => one.id)
  }
  return { idsOf: ({ answer, index }) => idsOf(answer, index) }
}

/** Canonical passages by rank, the best first; undefined where a rank is taken by nothing that counts. */
export type Ranking = readonly (string | undefined)[]

/**
 * What was found for a question, by the canonical passages' names: of several that a passage covers, the best judged. What
 * has no name, or one that stood further up, takes its rank all the same, for readers have it before them.
 */
export function rankingOf(
  found: readonly Pick<Found, 'answer' | 'index'>[],
  question: string,
  { canonical, judgments }: { canonical: CanonicalPassages; judgments: Judgments },
): Ranking {
  const graded = judgments.get(question)
  const names = found.map(
    (one) => canonical.idsOf(one).toSorted((a, b) => (graded?.get(b) ?? 0) - (graded?.get(a) ?? 0))[0],
  )
  return names.map((name, place) => (names.indexOf(name) === place ? name : undefined))
}

function normalised(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

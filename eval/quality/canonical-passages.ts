import type { WrittenAnswer } from '../../src/record/answer.ts'
import { passageText } from '../../src/record/passage-text.ts'
import type { Found } from '../../src/search/found.ts'
import type { Judgments, MeasuredPassage } from './measuring-files.ts'

/** Maps passages of the product to those that the judgments name. */
export interface CanonicalPassages {
  /** The canonical passages of the same answer that contain the passage or are contained in it. */
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

/** Canonical passages by rank, the best first; undefined at a rank whose passage does not count. */
export type Ranking = readonly (string | undefined)[]

/**
 * What was found for a question, as canonical passages: if a passage covers several, the one with the best grade. A passage
 * that is not canonical, or was already found at a better rank, still takes its rank, since readers see it there.
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

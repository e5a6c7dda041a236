import { createCanonicalPassages } from './canonical-passages.ts'
import type { MeasuredProduct } from './measured-product.ts'
import type { MeasuringSet } from './measuring-set.ts'

/** How well what matches a question, if it were followed, is about it. Shares are from 0 to 1. */
export interface FollowingFigures {
  questions: number
  /** How many answers matched, all questions together; one that matches two questions counts twice. */
  matched: number
  /** The share of them whose passage helps (grade 1 or 2); of those that nobody judged none counts. */
  precision: number
  /** The share whose passage has grade 2. */
  answering: number
  /** The share that somebody judged. */
  judged: number
  /** The share of questions for which something matches. */
  withMatches: number
}

export async function measureFollowing(
  { passages, questions, judgments }: MeasuringSet,
  { matches }: MeasuredProduct,
): Promise<FollowingFigures> {
  const canonical = createCanonicalPassages(passages)
  const grades: (number | undefined)[] = []
  let withMatches = 0
  for (const { id, text } of questions) {
    const found = await matches(text)
    if (found.length > 0) withMatches++
    for (const one of found) {
      const known = canonical.idsOf(one).flatMap((passage) => judgments.get(id)?.get(passage) ?? [])
      grades.push(known.length === 0 ? undefined : Math.max(...known))
    }
  }
  const share = (isSo: (grade: number | undefined) => boolean) =>
    grades.length === 0 ? 0 : grades.filter(isSo).length / grades.length
  return {
    questions: questions.length,
    matched: grades.length,
    precision: share((grade = 0) => grade > 0),
    answering: share((grade) => grade === 2),
    judged: share((grade) => grade !== undefined),
    withMatches: withMatches / questions.length,
  }
}

export function followingTable(figures: FollowingFigures): string {
  const { questions, matched, precision, answering, judged, withMatches } = figures
  const rounded = [precision, answering, judged, withMatches].map((share) => share.toFixed(2))
  return [
    `${questions} questions, followed: ${matched} answers match`,
    `precision ${rounded[0]}, answering ${rounded[1]}, judged ${rounded[2]}, questions with a match ${rounded[3]}`,
  ].join('\n')
}

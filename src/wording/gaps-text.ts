import type { GapCluster, Gaps } from '../answering/gap-clusters.ts'
import { csv } from './csv.ts'
import { WORDS } from './words.ts'

/** What the questions of a cluster are about. */
export function clusterTitle({ terms, uin }: GapCluster): string {
  if (uin) return WORDS.gapsUins
  return terms.length > 0 ? terms.join(', ') : WORDS.gapsNoTerms
}

/** How many questions a cluster has, of how many people, and how they went. */
export function clusterCounts({ questions, people, nothing, closest, unhelpful }: GapCluster): string {
  const outcomes = [
    nothing > 0 && WORDS.gapsNothing(nothing),
    closest > 0 && WORDS.gapsClosest(closest),
    unhelpful > 0 && WORDS.gapsUnhelpful(unhelpful),
  ].filter((one) => one !== false)
  return `${WORDS.gapsCount(questions, people)}: ${outcomes.join(', ')}`
}

/** What is said below the clusters: the questions that are only counted, and how all of this is counted. */
export function gapsNotes({ clusters, others }: Gaps, keepsQuestions: boolean): string[] {
  return [
    ...(clusters.length === 0 && others === 0 ? [WORDS.gapsNone] : []),
    ...(others > 0 ? [WORDS.gapsOthers(others)] : []),
    keepsQuestions ? WORDS.gapsHowWithWords : WORDS.gapsHow,
  ]
}

/** The clusters as a table, a line each, then the questions that are only counted. */
export function gapsCsv({ clusters, others }: Gaps): string {
  return csv([
    WORDS.gapsColumns,
    ...clusters.map((one) => [
      clusterTitle(one),
      one.questions,
      one.people,
      one.nothing,
      one.closest,
      one.unhelpful,
      one.words.join('\n'),
    ]),
    ...(others > 0 ? [[WORDS.gapsOthersRow, others, '', '', '', '', '']] : []),
  ])
}

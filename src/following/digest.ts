import type { WrittenAnswer } from '../record/answer.ts'
import { addDays } from '../record/dates.ts'
import { answerKey } from '../record/identity.ts'
import { newsId, newsIds, standingOf } from '../record/standing.ts'
import type { PassageOfAnswer } from '../search/found.ts'
import type { Follow, Progress } from './follow.ts'

/** Answers are published up to a week after their day: a sync looks back as far. */
const LATE_DAYS = 7

/** What is new on one topic, the newest first. */
export interface TopicNews {
  follow: Follow
  news: readonly PassageOfAnswer[]
}

/** What one message tells: the topics of a channel that have something new. */
export interface Digest {
  team: string
  channel: string
  /** The day of the digest, in the zone of its follows. */
  day: string
  topics: readonly [TopicNews, ...TopicNews[]]
}

/** What is known of the record when digests are made. */
export interface RecordState {
  /** The last day that syncs have covered; undefined if there was none. */
  covered: string | undefined
}

/**
 * Whether an answer could be news to a follow: it was given, finally given after a holding answer, or corrected, since
 * the record was covered for its last digest, or within a week before that. A holding answer is none: it says that an answer will
 * follow, and that one is news.
 */
export function mayBeNews({ covered }: Pick<Progress, 'covered'>): (answer: WrittenAnswer) => boolean {
  const from = addDays(covered, -LATE_DAYS)
  return (answer) => {
    const { kind, on } = standingOf(answer)
    return kind !== 'holding' && on >= from
  }
}

/** The progress of a follow that begins on a day: what matches already is known, and what is older than that no news. */
export function beginning(day: string, { covered }: RecordState, known: readonly PassageOfAnswer[]): Progress {
  // A record that lags further behind is about to be filled: what is old then is new to nobody.
  const begin = later(addDays(day, -LATE_DAYS), earlier(day, covered))
  const isRecent = mayBeNews({ covered: begin })
  return { last: day, covered: begin, told: idsOf(known.filter(({ answer }) => isRecent(answer))) }
}

/** The news of a follow among the answers that match, and its progress once they are told. */
export function newsOf(
  { progress }: Pick<Follow, 'progress'>,
  matching: readonly PassageOfAnswer[],
  day: string,
  record: RecordState,
): { news: PassageOfAnswer[]; progress: Progress } {
  const couldBe = mayBeNews(progress)
  const news = matching
    .filter(({ answer }) => couldBe(answer))
    .filter(({ answer }) => newsIds(answer).every((id) => !(id in progress.told)))
    .sort((a, b) => byDay(a.answer, b.answer))
  const covered = later(progress.covered, earlier(day, record.covered ?? progress.covered))
  const from = addDays(covered, -LATE_DAYS)
  const told = Object.entries({ ...progress.told, ...idsOf(news) }).filter(([, on]) => on >= from)
  return { news, progress: { last: day, covered, told: Object.fromEntries(told) } }
}

/** The topics that have something left to tell, each answer under the first topic that has it. */
export function withoutRepeats(topics: readonly TopicNews[]): TopicNews[] {
  const told = new Set<string>()
  return topics.flatMap(({ follow, news }) => {
    const left = news.filter(({ answer }) => !told.has(answerKey(answer)))
    for (const { answer } of left) told.add(answerKey(answer))
    return left.length > 0 ? [{ follow, news: left }] : []
  })
}

function idsOf(found: readonly PassageOfAnswer[]): Record<string, string> {
  return Object.fromEntries(found.map(({ answer }) => [newsId(answer), standingOf(answer).on]))
}

function byDay(a: WrittenAnswer, b: WrittenAnswer): number {
  const [one, other] = [standingOf(a).on, standingOf(b).on]
  if (one !== other) return one < other ? 1 : -1
  return answerKey(a) < answerKey(b) ? 1 : -1
}

const earlier = (a: string, b: string | undefined) => (b !== undefined && b < a ? b : a)
const later = (a: string, b: string) => (a > b ? a : b)

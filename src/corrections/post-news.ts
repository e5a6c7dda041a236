import { hash } from 'node:crypto'
import type { AskedAgain } from '../answering/asked-again.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { addDays } from '../record/dates.ts'
import { answerKey, questionKey } from '../record/identity.ts'
import { newsSince, standingOf } from '../record/standing.ts'
import type { Post, Quoted } from './posts.ts'

/** What the reader of a message must know of an answer that it quotes. `id` is the same as long as that is. */
export type PostNews = { id: string; key: string } & (
  | { kind: 'withdrawn' }
  /** `answered`: the message quotes the holding answer. */
  | { kind: 'corrected' | 'answered'; on: string; answer: WrittenAnswer }
  /** The same question was asked again, and answered in other words. */
  | { kind: 'again'; on: string; answer: WrittenAnswer; newer: WrittenAnswer }
)

/** What the record has now for the reader; undefined for an answer that was withdrawn. */
export function answerNow(news: PostNews): WrittenAnswer | undefined {
  return news.kind === 'again' ? news.newer : news.kind === 'withdrawn' ? undefined : news.answer
}

/** What is known of the record. */
export interface RecordNow {
  /** The answer to the question of that key. */
  answerOf: (key: string) => WrittenAnswer | undefined
  askedAgain: AskedAgain
  /** Whether the record has the questions of that group, named by the key of its first, and no answer to them any more. */
  isWithdrawn: (group: string) => Promise<boolean>
}

/** Answers are published up to a week after their day. */
const LATE_DAYS = 7

/** An answer as it stands on the day of a message that quotes it. */
export function quotedNow(answer: WrittenAnswer, day: string, askedAgain: AskedAgain): Quoted {
  const again = askedAgain(answer, addDays(day, -LATE_DAYS))
  return {
    key: answerKey(answer),
    group: answer.questions.map(questionKey).sort()[0] ?? answerKey(answer),
    standing: standingOf(answer),
    text: textHash(answer),
    ...(again && { again: answerKey(again) }),
  }
}

/**
 * What became of the answers that a message quotes since it was posted. Answers that were made anew from the same records are
 * no news; nor is what a record that was filled later has from before.
 */
export async function newsOfPost({ quoted, ts }: Pick<Post, 'quoted' | 'ts'>, record: RecordNow): Promise<PostNews[]> {
  const since = addDays(new Date(Number(ts) * 1000).toISOString().slice(0, 10), -LATE_DAYS)
  const news = await Promise.all(quoted.map((one) => newsOf(one, since, record)))
  return news.flat()
}

async function newsOf(quoted: Quoted, since: string, record: RecordNow): Promise<PostNews[]> {
  const { key, group, standing } = quoted
  const answer = record.answerOf(key)
  // An answer that no longer belongs to the corpus is not there either.
  if (!answer) return (await record.isWithdrawn(group)) ? [{ id: `${key} withdrawn`, key, kind: 'withdrawn' }] : []
  const newer = record.askedAgain(answer, since)
  return [
    ...changeOf(quoted, answer),
    ...(newer && standing.kind !== 'holding' && answerKey(newer) !== quoted.again
      ? [{ id: `${key} again ${answerKey(newer)}`, key, kind: 'again' as const, on: newer.answered, answer, newer }]
      : []),
  ]
}

function changeOf({ key, standing, text }: Quoted, answer: WrittenAnswer): PostNews[] {
  const change = newsSince(standing, answer)
  // A day of correction that is only read now, with the same text, changes nothing for the reader.
  if (!change || change.kind === 'withdrawn' || change.kind === 'holding' || textHash(answer) === text) return []
  if (change.kind !== 'corrected' && standing.kind !== 'holding') return []
  const kind = change.kind === 'corrected' ? 'corrected' : 'answered'
  return [{ id: `${key} ${kind} ${change.on}`, key, kind, on: change.on, answer }]
}

const textHash = ({ passages }: WrittenAnswer) => hash('sha256', JSON.stringify(passages)).slice(0, 16)

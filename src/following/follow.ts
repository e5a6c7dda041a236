import { z } from 'zod'
import { Day } from '../record/dates.ts'
import { Question } from '../search/question/question.ts'

/** How far a follow has told what is new. */
const Progress = z.object({
  /** The day, in its time zone, of its last digest, or of its beginning: there is one digest a day at most. */
  last: Day,
  /** The last day that the record had covered then: what is answered later, or a little earlier, may be new. */
  covered: Day,
  /** What was told, or known when it began, by `newsId`, with the day of each: only those that could be told again. */
  told: z.record(z.string(), Day),
})
export type Progress = z.infer<typeof Progress>

/** Somebody's wish to be told of new answers on a topic, in a channel or directly: a saved question. */
export const Follow = z.object({
  /** Unlike its place among the follows of its channel, never given twice. */
  id: z.string(),
  /** The place in the channel, which its name has. */
  place: z.number(),
  /** The workspace. */
  team: z.string(),
  /** The channel, or for direct messages the id of the person. */
  channel: z.string(),
  /** The channel that Slack named when the bot first posted: for direct messages another id. Undefined before that. */
  posted: z.string().optional(),
  /** Who follows. */
  user: z.string(),
  question: Question,
  /** Other wordings, any of which may match as well. */
  also: z.array(z.string()).readonly(),
  every: z.enum(['day', 'week']),
  /** The time zone of its morning, such as `Europe/London`. */
  zone: z.string(),
  paused: z.boolean(),
  progress: Progress,
  /**
   * A digest that was begun to be posted: how it begins, when that was first tried (milliseconds since 1970), how often, and
   * the progress once it is posted. It stays only where nobody knows whether it was.
   */
  sending: z.object({ title: z.string(), since: z.number(), attempts: z.number(), progress: Progress }).optional(),
})
export type Follow = z.infer<typeof Follow>

/** What somebody chooses of a follow. */
export type FollowDraft = Pick<Follow, 'team' | 'channel' | 'user' | 'question' | 'also' | 'every' | 'zone'>

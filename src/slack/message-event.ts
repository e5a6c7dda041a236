import { z } from 'zod'

const Said = z.object({
  ts: z.string(),
  text: z.string().default(''),
  user: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.undefined().optional(),
  edited: z.object({ ts: z.string() }).optional().catch(undefined),
})
/** The kinds of message event that are handled; others are no questions (docs.slack.dev/reference/events/message). */
const MessageEvent = z.discriminatedUnion('subtype', [
  Said.extend({ subtype: z.undefined().optional() }),
  // With a file, sent from a thread to the conversation too, or by "/me".
  Said.extend({ subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']) }),
  z.object({ subtype: z.literal('message_changed'), message: Said }),
  z.object({ subtype: z.literal('message_deleted'), deleted_ts: z.string() }),
])

interface SaidMessage {
  ts: string
  text: string
  user: string
  thread: string | undefined
}

/** What somebody did with a message; `editedAt` is in seconds since 1970. */
export type MessageEvent =
  | (SaidMessage & { kind: 'said' })
  | (SaidMessage & { kind: 'edited'; editedAt: number })
  | { kind: 'deleted'; ts: string }

/** Parses an event of type `message`; undefined for messages of bots, and for other kinds such as a topic change. */
export function parseMessageEvent(event: unknown): MessageEvent | undefined {
  const message = MessageEvent.safeParse(event).data
  if (!message) return undefined
  if (message.subtype === 'message_deleted') return { kind: 'deleted', ts: message.deleted_ts }
  const isEdit = message.subtype === 'message_changed'
  const { ts, text, user, thread_ts: thread, edited } = isEdit ? message.message : message
  const said = { ts, text, user, thread }
  return isEdit ? { kind: 'edited', ...said, editedAt: secondsIn(edited?.ts ?? ts) } : { kind: 'said', ...said }
}

/** The time of a `ts`, in seconds since 1970. */
export const secondsIn = (ts: string): number => Number(ts) || 0

import type { App } from '@slack/bolt'
import { z } from 'zod'
import { answerEdit, answerOnce } from '../asked-message.ts'
import type { Context } from '../services.ts'

const Said = z.object({
  ts: z.string(),
  text: z.string().default(''),
  user: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.undefined().optional(),
})
/** The kinds of message event that are handled; others are no questions. */
const DirectMessage = z.discriminatedUnion('subtype', [
  Said.extend({ subtype: z.undefined().optional() }),
  // With a file, sent from a thread to the conversation too, or by "/me".
  Said.extend({ subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']) }),
  z.object({ subtype: z.literal('message_changed'), message: Said }),
  z.object({ subtype: z.literal('message_deleted'), deleted_ts: z.string() }),
])

/** A direct message to the bot: each is a question; an edited one changes its reply. */
export function listenToDirectMessage(app: App, context: Context): void {
  app.event('message', async ({ body, client, event }) => {
    if (event.channel_type !== 'im') return
    const message = DirectMessage.safeParse(event).data
    if (!message) return
    const { channel } = event
    if (message.subtype === 'message_deleted') return context.conversations.forget(channel, message.deleted_ts)

    const { ts, text, user, thread_ts: thread } = message.subtype === 'message_changed' ? message.message : message
    const asked = { eventId: body.event_id, channel, ts, thread, text, user }
    const to = { event: 'event.message', thread, status: true }
    if (message.subtype === 'message_changed') await answerEdit(context, client, asked, to)
    else await answerOnce(context, client, asked, to)
  })
}

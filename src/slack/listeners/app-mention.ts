import type { App } from '@slack/bolt'
import { z } from 'zod'
import { answerEdit, answerOnce, EDIT_MS } from '../asked-message.ts'
import type { Context } from '../services.ts'

const Edit = z.object({ edited: z.object({ ts: z.string() }) })

/**
 * A mention in a channel: one reply in its thread, as to a follow-up where the bot has answered in that thread before.
 * Messages by bots get none. An edited mention comes as an event of its own and changes its reply; there is none yet if
 * the edit added the mention.
 */
export function listenToAppMention(app: App, context: Context): void {
  app.event('app_mention', async ({ body, client, event }) => {
    if (isFromBot(event)) return
    const { channel, ts, text, thread_ts: thread, user = '' } = event
    const asked = { eventId: body.event_id, team: body.team_id, channel, ts, thread, text, user }
    const to = { event: 'event.app_mention', thread: thread ?? ts, status: false }
    const edit = Edit.safeParse(event).data
    if (edit && context.conversations.exchange(asked, ts)) await answerEdit(context, client, asked, to)
    // A later edit may be of a mention that was answered before a restart.
    else if (!edit || (Number(edit.edited.ts) - Number(ts)) * 1000 < EDIT_MS)
      await answerOnce(context, client, asked, to)
  })
}

function isFromBot(event: { bot_id?: string; subtype?: string; user?: string }): boolean {
  return event.bot_id !== undefined || event.subtype === 'bot_message' || event.user === undefined
}

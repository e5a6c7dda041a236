import type { App } from '@slack/bolt'
import { z } from 'zod'
import { answerEdit, answerOnce, EDIT_MS } from '../asked-message.ts'
import { secondsIn } from '../message-event.ts'
import { tenantOf } from '../person.ts'
import type { Context } from '../services.ts'

const Edit = z.object({ edited: z.object({ ts: z.string() }) })

/**
 * A mention in a channel: one reply in its thread, as to a follow-up where the bot has answered in that thread before.
 * Messages by bots get none. An edited mention comes as an event of its own and changes its reply; there is none yet if
 * the edit added the mention.
 */
export function listenToAppMention(app: App, context: Context): void {
  app.event('app_mention', async ({ body, client, context: installed, event }) => {
    if (isFromBot(event)) return
    const { channel, ts, text, thread_ts: thread, user = '' } = event
    const asked = { eventId: body.event_id, team: tenantOf(installed), channel, ts, thread, text, user }
    const to = { event: 'event.app_mention', thread: thread ?? ts, status: false }
    const edit = Edit.safeParse(event).data
    const editedAt = edit && secondsIn(edit.edited.ts)
    if (editedAt !== undefined && (await context.conversations.exchange(asked, ts)))
      await answerEdit(context, client, { ...asked, editedAt }, to)
    // A later edit may be of a mention that was answered before a restart.
    else if (editedAt === undefined || (editedAt - secondsIn(ts)) * 1000 < EDIT_MS)
      await answerOnce(context, client, asked, to)
  })
}

function isFromBot(event: { bot_id?: string; subtype?: string; user?: string }): boolean {
  return event.bot_id !== undefined || event.subtype === 'bot_message' || event.user === undefined
}

import type { App } from '@slack/bolt'
import { answerEdit, answerOnce } from '../asked-message.ts'
import type { Context } from '../services.ts'

/**
 * A mention in a channel: one reply in its thread, as to a follow-up where the bot has answered in that thread before.
 * Messages by bots get none. An edited mention comes as an event of its own and changes its reply.
 */
export function listenToAppMention(app: App, context: Context): void {
  app.event('app_mention', async ({ body, client, event }) => {
    if (isFromBot(event)) return
    const { channel, ts, text, thread_ts: thread, user = '' } = event
    const asked = { eventId: body.event_id, team: body.team_id, channel, ts, thread, text, user }
    const to = { event: 'event.app_mention', thread: thread ?? ts, status: false }
    if ('edited' in event) await answerEdit(context, client, asked, to)
    else await answerOnce(context, client, asked, to)
  })
}

function isFromBot(event: { bot_id?: string; subtype?: string; user?: string }): boolean {
  return event.bot_id !== undefined || event.subtype === 'bot_message' || event.user === undefined
}

import type { App } from '@slack/bolt'
import { answerEdit, answerOnce } from '../asked-message.ts'
import { parseMessageEvent } from '../message-event.ts'
import { tenantOf } from '../person.ts'
import type { Context } from '../services.ts'

/** A direct message to the bot: each is a question; an edited one changes its reply. */
export function listenToDirectMessage(app: App, context: Context): void {
  app.event('message', async ({ body, client, context: installed, event }) => {
    const message = event.channel_type === 'im' ? parseMessageEvent(event) : undefined
    if (!message) return
    const place = { team: tenantOf(installed), channel: event.channel }
    if (message.kind === 'deleted') return context.conversations.forget(place, message.ts)

    const asked = { ...place, eventId: body.event_id }
    const to = { event: 'event.message', thread: message.thread, status: true }
    if (message.kind === 'edited') await answerEdit(context, client, { ...message, ...asked }, to)
    else await answerOnce(context, client, { ...message, ...asked }, to)
  })
}

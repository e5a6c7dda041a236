import type { App } from '@slack/bolt'
import type { Turn } from '../../answering/conversation.ts'
import { answerEdit, answerOnce } from '../asked-message.ts'
import { parseMessageEvent } from '../message-event.ts'
import { tenantOf } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

/** A mention of anybody, as Slack marks it or typed: `<@U1>`, `<!subteam^S1>`, `<!here>`, "@sam". */
const NAMES_SOMEBODY = /@|<!/

/**
 * A message in a channel that doesn't mention the bot, where the optional history scopes are granted: answered only if
 * it is plainly a follow-up in a thread that the bot remembers, and names nobody. Everything else is dropped unread.
 * Mentions come as `app_mention`, too, and are answered there; but their edits and deletions may come here.
 */
export function listenToThreadMessage(app: App, context: Context): void {
  const { answering, conversations, today } = context
  app.event('message', async ({ body, client, context: installed, event }) => {
    if (event.channel_type !== 'channel' && event.channel_type !== 'group') return
    const message = parseMessageEvent(event)
    if (!message) return
    const place = { team: tenantOf(installed), channel: event.channel }
    if (message.kind === 'deleted') return conversations.forget(place, message.ts)

    const { ts, text, thread } = message
    const { botUserId } = installed
    const followsUp = async (lastTurn: () => Promise<Turn | undefined>) => {
      if (thread === undefined || NAMES_SOMEBODY.test(text)) return false
      const last = await lastTurn()
      return last !== undefined && answering.followsUp(plainQuestion(text), last, today())
    }
    const asked = { ...place, eventId: body.event_id }
    const to = { event: 'event.message', thread: thread ?? ts, status: false }
    if (message.kind === 'said') {
      if (await followsUp(() => conversations.last(place, thread)))
        await answerOnce(context, client, { ...message, ...asked }, to)
      return
    }
    const mentionsUs = [`<@${botUserId}>`, `<@${botUserId}|`].some((mention) => text.includes(mention))
    if (mentionsUs || (await followsUp(async () => (await conversations.exchange(place, ts))?.before)))
      await answerEdit(context, client, { ...message, ...asked }, to)
  })
}

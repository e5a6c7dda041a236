import type { App } from '@slack/bolt'
import { answerEdit, answerOnce } from '../asked-message.ts'
import { parseMessageEvent } from '../message-event.ts'
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
  app.event('message', async ({ body, client, context: { botUserId }, event }) => {
    if (event.channel_type !== 'channel' && event.channel_type !== 'group') return
    const message = parseMessageEvent(event)
    if (!message) return
    const place = { team: body.team_id, channel: event.channel }
    if (message.kind === 'deleted') return conversations.forget(place, message.ts)

    const { ts, text } = message
    const isEdit = message.kind === 'edited'
    const last = isEdit ? conversations.exchange(place, ts)?.before : conversations.last(place, message.thread)
    const followsUp = () =>
      message.thread !== undefined &&
      last !== undefined &&
      !NAMES_SOMEBODY.test(text) &&
      answering.followsUp(plainQuestion(text), last, today())
    const asked = { ...message, ...place, eventId: body.event_id }
    const to = { event: 'event.message', thread: message.thread ?? ts, status: false }
    const mentionsUs = [`<@${botUserId}>`, `<@${botUserId}|`].some((mention) => text.includes(mention))
    if (isEdit && (mentionsUs || followsUp())) await answerEdit(context, client, asked, to)
    else if (!isEdit && followsUp()) await answerOnce(context, client, asked, to)
  })
}

import type { App } from '@slack/bolt'
import { helpMessage } from '../../blocks/help.ts'
import type { Message } from '../../blocks/message.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { orApologise } from '../../or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Services } from '../../services.ts'

/**
 * A mention in a channel: one reply, in its thread. Messages by bots and edits of messages get none, and an event that
 * is delivered again gets none more.
 */
export function listenToAppMention(app: App, { ask, log, events }: Services): void {
  app.event('app_mention', async ({ body, client, event }) => {
    if (isFromBot(event) || 'edited' in event || !events.claim(body.event_id)) return
    const post = (message: Message) =>
      client.chat.postMessage({
        channel: event.channel,
        thread_ts: event.thread_ts ?? event.ts,
        unfurl_links: false,
        unfurl_media: false,
        ...message,
      })
    const told = await orApologise(
      log,
      'event.app_mention',
      async () => {
        const question = plainQuestion(event.text)
        await post(/^(help)?$/i.test(question) ? helpMessage() : replyMessage(await ask(question)))
      },
      post,
    )
    if (!told) events.release(body.event_id)
  })
}

function isFromBot(event: { bot_id?: string; subtype?: string; user?: string }): boolean {
  return event.bot_id !== undefined || event.subtype === 'bot_message' || event.user === undefined
}

import type { App } from '@slack/bolt'
import { answerUnfurl } from '../blocks/short-answer.ts'
import type { Context } from '../services.ts'

/** Links to questions on Parliament's and ParallelParliament's sites unfurl to the answer in short, if the corpus has it. */
export function listenToLinkShared(app: App, { answering, events, log, today }: Context): void {
  app.event('link_shared', async ({ body, client, context, event }) => {
    if (event.user === context.botUserId || !events.claim(body.event_id)) return
    const unfurls = Object.fromEntries(
      event.links.flatMap(({ url }) => {
        const found = answering.linked(url.replaceAll('&amp;', '&'))
        return found ? [[url, answerUnfurl(found, today())]] : []
      }),
    )
    if (Object.keys(unfurls).length === 0) return
    const { channel, message_ts: ts, source, unfurl_id } = event
    try {
      // A message that is still being written has no ts yet, only an unfurl_id.
      if (unfurl_id !== undefined && (source === 'composer' || source === 'conversations_history'))
        await client.chat.unfurl({ unfurl_id, source, unfurls })
      else await client.chat.unfurl({ channel, ts, unfurls })
    } catch (error) {
      log.error('event.link_shared', error)
      events.release(body.event_id)
    }
  })
}

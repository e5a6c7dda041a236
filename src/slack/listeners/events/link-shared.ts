import type { App } from '@slack/bolt'
import { linkedAnswer } from '../../../answering/linked-answer.ts'
import { passageNamed } from '../../../answering/passage-name.ts'
import { answerKey } from '../../../record/identity.ts'
import { answerUnfurl } from '../../blocks/unfurl.ts'
import type { Context } from '../../services.ts'

/** Links to questions on Parliament's and ParallelParliament's sites: those that are here unfurl to the answer in short. */
export function listenToLinkShared(app: App, { corpus, events, log }: Context): void {
  app.event('link_shared', async ({ body, client, context, event }) => {
    if (event.user === context.botUserId || !events.claim(body.event_id)) return
    const unfurls = Object.fromEntries(
      event.links.flatMap(({ url }) => {
        const answer = linkedAnswer(corpus, url.replaceAll('&amp;', '&'))
        const found = answer && passageNamed(corpus, { key: answerKey(answer), index: 0 })
        return found ? [[url, answerUnfurl(found)]] : []
      }),
    )
    if (Object.keys(unfurls).length === 0) return
    const { channel, message_ts: ts, source, unfurl_id } = event
    try {
      // A link that is still being written is known by its unfurl_id alone.
      if (unfurl_id !== undefined && (source === 'composer' || source === 'conversations_history'))
        await client.chat.unfurl({ unfurl_id, source, unfurls })
      else await client.chat.unfurl({ channel, ts, unfurls })
    } catch (error) {
      log.error('event.link_shared', error)
      events.release(body.event_id)
    }
  })
}

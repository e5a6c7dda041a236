import type { App } from '@slack/bolt'
import { answerUnfurl } from '../blocks/short-answer.ts'
import { claimOf } from '../claims.ts'
import { tenantOf } from '../person.ts'
import type { Context } from '../services.ts'

/** Links to questions on Parliament's and ParallelParliament's sites unfurl to the answer in short, if the corpus has it. */
export function listenToLinkShared(app: App, { answering, claims, log, today }: Context): void {
  app.event('link_shared', async ({ body, client, context, event }) => {
    if (event.user === context.botUserId) return
    const claim = claimOf('event', { team: tenantOf(context), user: event.user }, body.event_id)
    if (!(await claims.claim(claim))) return
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
      await claims.release(claim)
    }
  })
}

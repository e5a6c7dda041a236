import type { App, webApi } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { sharedReply } from '../blocks/share.ts'
import { parseShare, SHARE_SUBMIT, type ShareTarget, sharedMessage } from '../blocks/share-modal.ts'
import { EPHEMERAL, type Message, NO_UNFURLS, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { slackErrorOf } from '../calls/slack-error.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { type Claim, claimOf } from '../claims.ts'
import { personIn } from '../person.ts'
import { type Context, lookOf } from '../services.ts'

/** A submitted share: posted once to the channel; then the ephemeral reply is deleted. */
export function listenToShareSubmit(app: App, context: Context): void {
  const { answering, claims, keptPosts, log, postToResponseUrl } = context
  app.view(SHARE_SUBMIT, async ({ ack, body, client, context: installed, view }) => {
    await ack()
    const person = personIn(installed, body)
    const mine: Claim[] = []
    const claim = async (...ids: string[]) => {
      const claim = claimOf('share', person, ...ids)
      const isFirst = await claims.claim(claim)
      if (isFirst) mine.push(claim)
      return isFirst
    }
    const release = () => Promise.all(mine.map(claims.release))
    const respond = async (message: Message) =>
      postToResponseUrl(parseShare(view).target.responseUrl, { ...EPHEMERAL, ...message })
    const direct = tellPerson(client, body.user.id)
    // A response_url works for thirty minutes, and a form may stay open for longer.
    const tell = (message: Message) => respond(message).catch(() => direct(message))
    await orApologise(
      log,
      'view.share',
      async () => {
        const share = parseShare(view)
        const { target } = share
        if (!(await claim(view.id, target.message))) return
        // Slack may leave the ephemeral reply in place, so that it can be shared again.
        if (!(await claim('from', person.user, target.channel, target.message || view.id)))
          return tell(noticeMessage(WORDS.alreadyShared))
        const reply = sharedReply(target, answering.passage, answering.parse)
        if (!reply) {
          await release()
          return tell(noticeMessage(WORDS.gone))
        }
        const ts = await post(context, client, target, sharedMessage(reply, share, body.user, lookOf(context)))
        await keptPosts.keep({ ...person, channel: target.channel }, { ts, thread: undefined }, [reply.best])
        await postToResponseUrl(target.responseUrl, { delete_original: true }).catch((error) =>
          log.warn('view.share.spent', { error: String(error) }),
        )
      },
      async (apology) => {
        await release()
        return tell(apology)
      },
    )
  })
}

/**
 * Posts as the bot, and gives the `ts` of the message; or where it is no member of the channel by the response_url of the
 * asker's own press, which doesn't tell it.
 */
async function post(
  { postToResponseUrl }: Context,
  client: webApi.WebClient,
  { channel, responseUrl }: ShareTarget,
  message: Message,
): Promise<string | undefined> {
  try {
    return (await client.chat.postMessage({ channel, ...NO_UNFURLS, ...message })).ts
  } catch (error) {
    if (!['not_in_channel', 'channel_not_found'].includes(slackErrorOf(error) ?? '')) throw error
    await postToResponseUrl(responseUrl, {
      ...EPHEMERAL,
      response_type: 'in_channel',
      ...message,
    })
    return undefined
  }
}

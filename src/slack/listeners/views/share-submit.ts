import type { App, webApi } from '@slack/bolt'
import { passageNamed, readPassageName } from '../../../answering/passage-name.ts'
import type { Reply } from '../../../answering/reply.ts'
import type { Found } from '../../../search/found.ts'
import { WORDS } from '../../../wording/words.ts'
import type { Message } from '../../blocks/message.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { readShare, SHARE_SUBMIT, type ShareTarget, sharedMessage } from '../../blocks/share.ts'
import { orApologise } from '../../calls/or-apologise.ts'
import type { Context } from '../../services.ts'

/** A share that is sent off: once to the channel, and then the ephemeral reply is gone. */
export function listenToShareSubmit(app: App, context: Context): void {
  const { corpus, events, feedback, log, postToResponseUrl } = context
  app.view(SHARE_SUBMIT, async ({ ack, body, client, view }) => {
    await ack()
    const { target, line } = readShare(view)
    const submitted = `share/${view.id}/${target.message}`
    if (!events.claim(submitted)) return
    const tell = (message: Message) =>
      postToResponseUrl(target.responseUrl, { response_type: 'ephemeral', replace_original: false, ...message })
    // The reply may still be there to be shared again where Slack did not take it away.
    const shared = `share/${body.user.id}/${target.channel}/${target.message || view.id}`
    if (!events.claim(shared)) return tell(noticeMessage(WORDS.alreadyShared))
    await orApologise(
      log,
      'view.share',
      async () => {
        const found = passageNamed(corpus, readPassageName(target.passage))
        if (!found) return tell(noticeMessage(WORDS.gone))
        const reply = await replyAgain(context, target.question, found)
        const message = replyMessage({ reply, page: 0, more: false }, { feedback: feedback !== undefined })
        await post(context, client, target, sharedMessage(message, body.user, line, found))
        await postToResponseUrl(target.responseUrl, { delete_original: true }).catch((error) =>
          log.warn('view.share.spent', { error: String(error) }),
        )
      },
      (apology) => {
        events.release(submitted)
        events.release(shared)
        return tell(apology)
      },
    )
  })
}

/** The reply that is shared, with what it said of how the question was understood and of other answers. */
async function replyAgain({ ask }: Context, question: string, found: Found): Promise<Reply> {
  const again = await ask(question, { others: 0 })
  // Another may be found first by now; what is shared is what was seen.
  const same = again.kind === 'answer' && again.best.answer === found.answer && again.best.index === found.index
  return same ? again : { kind: 'answer', question, best: found, others: [] }
}

/** Where the bot is no member it can't post, but the response_url of the asker's own press can. */
async function post(
  { postToResponseUrl }: Context,
  client: webApi.WebClient,
  { channel, responseUrl }: ShareTarget,
  message: Message,
): Promise<void> {
  try {
    await client.chat.postMessage({ channel, unfurl_links: false, unfurl_media: false, ...message })
  } catch (error) {
    const { data } = error as { data?: { error?: string } }
    if (!['not_in_channel', 'channel_not_found'].includes(data?.error ?? '')) throw error
    await postToResponseUrl(responseUrl, {
      response_type: 'in_channel',
      replace_original: false,
      unfurl_links: false,
      unfurl_media: false,
      ...message,
    })
  }
}

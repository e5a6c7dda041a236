import type { App, webApi } from '@slack/bolt'
import type { Reply } from '../../answering/reply.ts'
import type { Found } from '../../search/found.ts'
import type { Question } from '../../search/question/question.ts'
import { WORDS } from '../../wording/words.ts'
import { carriedQuestion } from '../blocks/carried-question.ts'
import { replyMessage } from '../blocks/reply.ts'
import { parseShare, SHARE_SUBMIT, type ShareTarget, sharedMessage } from '../blocks/share.ts'
import { type Message, NO_UNFURLS, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { slackErrorOf } from '../calls/slack-error.ts'
import { type Context, lookOf } from '../services.ts'

/** A submitted share: posted once to the channel; then the ephemeral reply is deleted. */
export function listenToShareSubmit(app: App, context: Context): void {
  const { answering, events, log, postToResponseUrl } = context
  app.view(SHARE_SUBMIT, async ({ ack, body, client, view }) => {
    await ack()
    const { target, line } = parseShare(view)
    const submitted = `share/${view.id}/${target.message}`
    if (!events.claim(submitted)) return
    const tell = (message: Message) =>
      postToResponseUrl(target.responseUrl, { response_type: 'ephemeral', replace_original: false, ...message })
    // Slack may leave the ephemeral reply in place, so that it can be shared again.
    const shared = `share/${body.user.id}/${target.channel}/${target.message || view.id}`
    if (!events.claim(shared)) return tell(noticeMessage(WORDS.alreadyShared))
    await orApologise(
      log,
      'view.share',
      async () => {
        const found = answering.passage(target.passage)
        if (!found) return tell(noticeMessage(WORDS.gone))
        const reply = await replyAgain(context, carriedQuestion(target.question, answering.parse), found)
        const message = replyMessage({ reply, page: 0, more: false }, lookOf(context))
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

/** The reply to share, with its notes on the question and on other answers, even if another passage is best by now. */
async function replyAgain({ answering }: Context, question: Question, found: Found): Promise<Reply> {
  const again = await answering.ask(question, { others: 0 })
  const isSame = again.kind === 'answer' && again.best.answer === found.answer && again.best.index === found.index
  return isSame ? again : { kind: 'answer', question, best: found, others: [] }
}

/** Posts as the bot, or where it is no member of the channel by the response_url of the asker's own press. */
async function post(
  { postToResponseUrl }: Context,
  client: webApi.WebClient,
  { channel, responseUrl }: ShareTarget,
  message: Message,
): Promise<void> {
  try {
    await client.chat.postMessage({ channel, ...NO_UNFURLS, ...message })
  } catch (error) {
    if (!['not_in_channel', 'channel_not_found'].includes(slackErrorOf(error) ?? '')) throw error
    await postToResponseUrl(responseUrl, {
      response_type: 'in_channel',
      replace_original: false,
      ...NO_UNFURLS,
      ...message,
    })
  }
}

import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import { WORDS } from '../../wording/words.ts'
import { carriedQuestion } from '../blocks/carried-question.ts'
import { noticeModal } from '../blocks/modals.ts'
import { FEEDBACK, FEEDBACK_PLAIN, parseFeedback, thanked } from '../blocks/reply-buttons.ts'
import { type Message, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import type { Context } from '../services.ts'

/** Helpful or not: kept once for each person, reply and verdict, without the person; then thanks. */
export function listenToFeedback(app: App, { answering, events, log }: Context): void {
  for (const actionId of [FEEDBACK, FEEDBACK_PLAIN])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, respond }) => {
        await ack()
        const { container, user, view } = body
        const claim = `feedback/${user.id}/${view?.id ?? container?.message_ts}/${action.value}`
        if (!events.claim(claim)) return
        const say = (message: Message) => respond({ response_type: 'ephemeral', replace_original: false, ...message })
        await orApologise(
          log,
          'action.feedback',
          async () => {
            const verdict = parseFeedback(action.value)
            if (!verdict) throw new Error('the value of a feedback button is no verdict')
            const question = carriedQuestion(verdict.question, answering.parse)
            await answering.verdicts?.keep(verdict.helpful, question, verdict.passage)
            if (!view) return say(noticeMessage(WORDS.thanks))
            const blocks = thanked(view.blocks as KnownBlock[])
            await client.views.update({ view_id: view.id, view: noticeModal(blocks) })
          },
          (apology) => {
            events.release(claim)
            return view ? client.views.update({ view_id: view.id, view: noticeModal(apology.blocks) }) : say(apology)
          },
        )
      },
    )
}

import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import { contentWords } from '../../../search/text/tokens.ts'
import { WORDS } from '../../../wording/words.ts'
import { FEEDBACK, FEEDBACK_PLAIN, readFeedback, thanked } from '../../blocks/feedback.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import { orApologise } from '../../calls/or-apologise.ts'
import type { Context } from '../../services.ts'

/** Helpful or not: kept once a person, reply and verdict, without the person; and thanks. */
export function listenToFeedback(app: App, { events, feedback, log }: Context): void {
  for (const actionId of [FEEDBACK, FEEDBACK_PLAIN])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, respond }) => {
        await ack()
        const { container, user, view } = body
        const claim = `feedback/${user.id}/${view?.id ?? container?.message_ts}/${action.value}`
        if (!events.claim(claim)) return
        const say = (message: ReturnType<typeof noticeMessage>) =>
          respond({ response_type: 'ephemeral', replace_original: false, ...message })
        await orApologise(
          log,
          'action.feedback',
          async () => {
            const verdict = readFeedback(action.value)
            if (!verdict) throw new Error('a feedback button carries no verdict')
            const { helpful, passage, question } = verdict
            const terms = contentWords(question)
            await feedback?.keep({ helpful, answer: passage?.key, passage: passage?.index, question, terms })
            if (view) await client.views.update({ view_id: view.id, view: withThanks(view.blocks as KnownBlock[]) })
            else await say(noticeMessage(WORDS.thanks))
          },
          (apology) => {
            events.release(claim)
            return view ? client.views.update({ view_id: view.id, view: noticeModal(apology.blocks) }) : say(apology)
          },
        )
      },
    )
}

function withThanks(blocks: readonly KnownBlock[]): ModalView {
  return noticeModal(thanked(blocks))
}

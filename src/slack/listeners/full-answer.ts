import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { READ_IN_FULL } from '../blocks/answer-list.ts'
import { FULL_ANSWER, FULL_ANSWER_OF, fullAnswerModal, NEWER_ANSWER } from '../blocks/full-answer.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { showModal } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** The controls that open an answer in full: buttons of replies, newer answers and references, and selects of lists. */
export function listenToFullAnswer(app: App, context: Context): void {
  const full = (value: string | undefined) => {
    const answer = context.answering.fullAnswer(value)
    return answer ? fullAnswerModal(answer, context.today()) : sentenceModal(WORDS.gone)
  }
  for (const actionId of [FULL_ANSWER, NEWER_ANSWER, FULL_ANSWER_OF])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client }) => {
        await ack()
        await showModal(context, client, body, 'action.full_answer', () => full(action.value))
      },
    )
  app.action<BlockAction<StaticSelectAction>>(
    { type: 'block_actions', action_id: READ_IN_FULL },
    async ({ ack, action, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.full_answer', () => full(action.selected_option?.value))
    },
  )
}

import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt'
import { passageNamed, readPassageName } from '../../../answering/passage-name.ts'
import { WORDS } from '../../../wording/words.ts'
import { READ_IN_FULL } from '../../blocks/answer-list.ts'
import { FULL_ANSWER, FULL_ANSWER_OF, fullAnswerModal, NEWER_ANSWER } from '../../blocks/full-answer.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import { showModal } from '../../calls/show-modal.ts'
import type { Context } from '../../services.ts'

/** Whatever opens an answer in full: the buttons of replies, of newer answers, of references, and the lists' selects. */
export function listenToFullAnswer(app: App, context: Context): void {
  const { corpus } = context
  const full = (value: string | undefined) => {
    const name = readPassageName(value)
    // The answer may have changed so that it has no such passage any more: it is still the answer.
    const found = passageNamed(corpus, name) ?? passageNamed(corpus, name && { ...name, index: 0 })
    return found ? fullAnswerModal(found, corpus) : noticeModal(noticeMessage(WORDS.gone).blocks)
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

import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { passageOrWhole } from '../../../answering/passage-name.ts'
import { WORDS } from '../../../wording/words.ts'
import { COPY, COPY_DONE, copyModal } from '../../blocks/copy-modal.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import { showModal } from '../../calls/show-modal.ts'
import type { Context } from '../../services.ts'

/** "Copy for a briefing": the passage with its citation, in a modal; its button only closes it. */
export function listenToCopyPassage(app: App, context: Context): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: COPY },
    async ({ ack, action, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.copy', () => {
        const found = passageOrWhole(context.corpus, action.value)
        return found ? copyModal(found) : noticeModal(noticeMessage(WORDS.gone).blocks)
      })
    },
  )
  app.view(COPY_DONE, async ({ ack }) => ack())
}

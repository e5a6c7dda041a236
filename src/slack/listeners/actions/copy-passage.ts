import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { WORDS } from '../../../wording/words.ts'
import { COPY, COPY_DONE, copyModal } from '../../blocks/copy-modal.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { passageOrWhole } from '../../blocks/passage-name.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import type { Context } from '../../services.ts'
import { showModal } from '../../show-modal.ts'

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

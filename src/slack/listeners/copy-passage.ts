import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { COPY, COPY_DONE, copyModal } from '../blocks/copy-modal.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { showModal } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Copy for a briefing": the passage with its citation in a modal, whose button only closes it. */
export function listenToCopyPassage(app: App, context: Context): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: COPY },
    async ({ ack, action, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.copy', () => {
        const found = context.answering.passageOrWhole(action.value)
        return found ? copyModal(found, context.today()) : sentenceModal(WORDS.gone)
      })
    },
  )
  app.view(COPY_DONE, async ({ ack }) => ack())
}

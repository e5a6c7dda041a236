import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { passageNamed, readPassageName } from '../../../answering/passage-name.ts'
import { WORDS } from '../../../wording/words.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import { readShareValue, SHARE, shareModal } from '../../blocks/share.ts'
import { showModal } from '../../calls/show-modal.ts'
import type { Context } from '../../services.ts'

/** "Share to channel" under a reply that only the asker sees: what would be shared, and a chance to add a line. */
export function listenToShareAnswer(app: App, context: Context): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SHARE },
    async ({ ack, action, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.share', () => {
        const shared = readShareValue(action.value)
        const found = passageNamed(context.corpus, readPassageName(shared?.passage))
        const channel = body.channel?.id
        if (!shared || !found || channel === undefined) return noticeModal(noticeMessage(WORDS.gone).blocks)
        const message = String(body.container?.message_ts ?? body.message?.ts ?? '')
        return shareModal(found, { ...shared, channel, message, responseUrl: body.response_url })
      })
    },
  )
}

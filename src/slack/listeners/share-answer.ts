import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { parseShareValue, SHARE, sharedReply } from '../blocks/share.ts'
import { shareModal } from '../blocks/share-modal.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Share to channel" under an ephemeral reply: a preview of the post, and a field for a note. */
export function listenToShareAnswer(app: App, context: Context): void {
  const { answering } = context
  showModalOnPress(app, context, { actionId: SHARE, event: 'action.share' }, (value, body) => {
    const shared = parseShareValue(value)
    const reply = shared && sharedReply(shared, answering.passage, answering.parse)
    const channel = body.channel?.id
    if (!shared || !reply || channel === undefined) return sentenceModal(WORDS.gone)
    const message = String(body.container?.message_ts ?? body.message?.ts ?? '')
    const target = { ...shared, channel, message, responseUrl: body.response_url }
    return shareModal(reply, target, body.user.id, context.today())
  })
}

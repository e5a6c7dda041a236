import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { parseShareValue, SHARE, shareModal } from '../blocks/share.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Share to channel" under an ephemeral reply: a preview, and a field for a note. */
export function listenToShareAnswer(app: App, context: Context): void {
  showModalOnPress(app, context, { actionId: SHARE, event: 'action.share' }, (value, body) => {
    const shared = parseShareValue(value)
    const found = context.answering.passage(shared?.passage)
    const channel = body.channel?.id
    if (!shared || !found || channel === undefined) return sentenceModal(WORDS.gone)
    const message = String(body.container?.message_ts ?? body.message?.ts ?? '')
    return shareModal(found, { ...shared, channel, message, responseUrl: body.response_url }, context.today())
  })
}

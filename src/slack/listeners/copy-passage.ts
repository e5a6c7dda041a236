import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { COPY_DONE } from '../blocks/copy-fields.ts'
import { COPY, copyModal, parseCopyValue } from '../blocks/copy-modal.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Copy for a briefing": the passage with its citation in a modal, whose button only closes it. */
export function listenToCopyPassage(app: App, context: Context): void {
  showModalOnPress(app, context, { actionId: COPY, event: 'action.copy' }, (value) => {
    const found = context.answering.passageOrWhole(parseCopyValue(value).name)
    return found ? copyModal(found, context.today(), value) : sentenceModal(WORDS.gone)
  })
  app.view(COPY_DONE, async ({ ack }) => ack())
}

import type { App } from '@slack/bolt'
import { gapsCsv } from '../../wording/gaps-text.ts'
import { WORDS } from '../../wording/words.ts'
import { GAPS_ALL, GAPS_EXPORT, gapsModal } from '../blocks/gap-list.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { fileOrText } from '../calls/file-or-text.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import { type Context, gapsFor } from '../services.ts'

/** What could not be answered: all of it in a modal, and as a file. For administrators alone. */
export function listenToGaps(app: App, context: Context): void {
  showModalOnPress(app, context, { actionId: GAPS_ALL, event: 'action.gaps' }, async (_, _pressed, person) => {
    const shown = await gapsFor(context, person)
    return shown ? gapsModal(shown) : sentenceModal(WORDS.gapsForAdmins)
  })
  showModalOnPress(
    app,
    context,
    { actionId: GAPS_EXPORT, event: 'action.gaps' },
    async (_, _pressed, person, client) => {
      const shown = await gapsFor(context, person)
      if (!shown) return sentenceModal(WORDS.gapsForAdmins)
      const file = { name: `not-answered-${context.today()}.csv`, content: gapsCsv(shown.gaps) }
      return fileOrText(client, context.log, person.user, file, WORDS.gapsFile)
    },
  )
}

import type { App, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { BriefingEntry } from '../../answering/briefing.ts'
import { briefingMarkdown } from '../../wording/briefing-of-several.ts'
import { WORDS } from '../../wording/words.ts'
import {
  BRIEFING_COPY,
  BRIEFING_FILE,
  BRIEFING_OPEN,
  briefingCopyModal,
  briefingModal,
} from '../blocks/briefing-modal.ts'
import { entriesNow } from '../briefings.ts'
import { fileOrText } from '../calls/file-or-text.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Person } from '../person.ts'
import type { Context } from '../services.ts'

type Show = (
  entries: readonly BriefingEntry[],
  person: Person,
  client: webApi.WebClient,
) => ModalView | Promise<ModalView>

/** The briefing as a modal, as one text to copy, and as a Markdown file: each time as the record has it now. */
export function listenToCopyBriefing(app: App, context: Context): void {
  const { briefings, log, today } = context
  const on = (actionId: string, show: Show) =>
    showModalOnPress(app, context, { actionId, event: 'action.briefing' }, async (_, _pressed, person, client) => {
      const entries = await entriesNow(context, await briefings.of(person))
      // The last passage may have been removed elsewhere.
      return entries.length === 0 ? briefingModal(entries, today()) : show(entries, person, client)
    })
  on(BRIEFING_OPEN, (entries) => briefingModal(entries, today()))
  on(BRIEFING_COPY, briefingCopyModal)
  on(BRIEFING_FILE, (entries, { user }, client) => {
    const file = { name: `briefing-${today()}.md`, content: briefingMarkdown(entries) }
    return fileOrText(client, log, user, file, WORDS.briefingFile)
  })
}

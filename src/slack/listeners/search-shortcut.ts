import type { App, GlobalShortcut } from '@slack/bolt'
import { searchModal } from '../blocks/search-modal.ts'
import { showModal } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

export const SEARCH_SHORTCUT = 'search_send_answers'

/** The global shortcut: the search form. */
export function listenToSearchShortcut(app: App, context: Context): void {
  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: SEARCH_SHORTCUT },
    async ({ ack, client, shortcut }) => {
      await ack()
      await showModal(context, client, shortcut, 'shortcut.search', () =>
        searchModal(context.answering.browse.departments()),
      )
    },
  )
}

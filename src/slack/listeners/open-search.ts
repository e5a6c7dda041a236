import type { App } from '@slack/bolt'
import { SEARCH_OPEN, searchModal } from '../blocks/search-modal.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Search with filters" in the App Home. */
export function listenToOpenSearch(app: App, context: Context): void {
  showModalOnPress(app, context, { actionId: SEARCH_OPEN, event: 'action.search_open' }, () =>
    searchModal(context.answering.browse.departments()),
  )
}

import type { App, BlockAction } from '@slack/bolt'
import { SEARCH_OPEN, searchModal } from '../blocks/search-modal.ts'
import { showModal } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** "Search with filters" in the App Home. */
export function listenToOpenSearch(app: App, context: Context): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: SEARCH_OPEN }, async ({ ack, body, client }) => {
    await ack()
    await showModal(context, client, body, 'action.search_open', () =>
      searchModal(context.answering.browse.departments()),
    )
  })
}

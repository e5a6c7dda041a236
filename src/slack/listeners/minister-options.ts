import type { App } from '@slack/bolt'
import { facetOptions, SEARCH_MINISTER } from '../blocks/search-modal.ts'
import type { Context } from '../services.ts'

/** The ministers to choose from while a name is typed, those with most answers first. */
export function listenToMinisterOptions(app: App, { answering, log }: Context): void {
  app.options<'block_suggestion'>(SEARCH_MINISTER, async ({ ack, options }) => {
    try {
      await ack({ options: facetOptions(answering.browse.ministers(options.value)) })
    } catch (error) {
      log.error('options.ministers', error)
      await ack({ options: [] })
    }
  })
}

import type { App } from '@slack/bolt'
import { ministerOptions, SEARCH_MINISTER } from '../../blocks/search-modal.ts'
import type { Context } from '../../services.ts'

/** The ministers to choose from while a name is typed. */
export function listenToMinisters(app: App, { corpus, log }: Context): void {
  app.options<'block_suggestion'>(SEARCH_MINISTER, async ({ ack, options }) => {
    try {
      await ack({ options: ministerOptions(corpus.newest(), options.value) })
    } catch (error) {
      log.error('options.ministers', error)
      await ack({ options: [] })
    }
  })
}

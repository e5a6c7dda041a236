import type { App } from '@slack/bolt'
import { WORDS } from '../../../wording/words.ts'
import { readHomeFilter } from '../../blocks/home-filters.ts'
import { publishHome } from '../../calls/publish-home.ts'
import type { Context } from '../../services.ts'
import { suggestedPrompts } from '../../suggested-prompts.ts'

/** Draws the App Home anew each time that somebody opens it, and sets the prompts of its Messages tab. */
export function listenToAppHomeOpened(app: App, context: Context): void {
  app.event('app_home_opened', async ({ client, event }) => {
    if (event.tab === 'messages') {
      const prompts = suggestedPrompts(context.corpus.newest())
      if (prompts.length === 0) return
      await client.assistant.threads.setSuggestedPrompts({
        channel_id: event.channel,
        title: WORDS.promptsTitle,
        prompts,
      })
      return
    }
    if (event.tab === 'home')
      await publishHome(context, client, 'event.app_home_opened', event.user, readHomeFilter(event.view ?? {}))
  })
}

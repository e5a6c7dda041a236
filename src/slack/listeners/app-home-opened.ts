import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { parseHomeChoice } from '../blocks/home-list.ts'
import { shorten } from '../blocks/text.ts'
import { publishHome } from '../calls/publish-home.ts'
import { LIMITS } from '../limits.ts'
import type { Context } from '../services.ts'

/** Draws the App Home each time that somebody opens it, and sets the suggested prompts of the Messages tab. */
export function listenToAppHomeOpened(app: App, context: Context): void {
  app.event('app_home_opened', async ({ client, event }) => {
    if (event.tab === 'home')
      await publishHome(context, client, 'event.app_home_opened', event.user, parseHomeChoice(event.view ?? {}))
    if (event.tab !== 'messages') return
    const topics = context.answering.browse.topics().slice(0, LIMITS.suggestedPrompts)
    if (topics.length === 0) return
    await client.assistant.threads.setSuggestedPrompts({
      channel_id: event.channel,
      title: WORDS.promptsTitle,
      prompts: topics.map(({ value }) => ({
        title: shorten(value, LIMITS.option.text),
        message: WORDS.promptAbout(shorten(value, LIMITS.header.text)),
      })),
    })
  })
}

import type { App, webApi } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { parseHomeChoice } from '../blocks/home-list.ts'
import { NO_UNFURLS, shorten } from '../blocks/text.ts'
import { welcomeMessage } from '../blocks/welcome.ts'
import { publishHome } from '../calls/publish-home.ts'
import { LIMITS } from '../limits.ts'
import { personKey } from '../person.ts'
import type { Context } from '../services.ts'

/**
 * Draws the App Home each time that somebody opens it. In the Messages tab it welcomes people once, and sets the suggested
 * prompts.
 */
export function listenToAppHomeOpened(app: App, context: Context): void {
  app.event('app_home_opened', async ({ body, client, event }) => {
    const { channel, tab, view } = event
    const person = { team: body.team_id, user: event.user }
    if (tab === 'home') await publishHome(context, client, 'event.app_home_opened', person, parseHomeChoice(view ?? {}))
    if (tab !== 'messages') return
    await welcome(context, client, channel, `welcome/${personKey(person)}`)
    await suggestPrompts(context, client, channel)
  })
}

/** Posts the welcome in an empty conversation, once for each claim. It is never worth an error. */
async function welcome(
  { answering, events, log }: Context,
  client: webApi.WebClient,
  channel: string,
  claim: string,
): Promise<void> {
  if (!events.claim(claim)) return
  try {
    // Before the conversation is read: a message may arrive while they are made.
    const suggestions = await answering.suggestions()
    const { messages } = await client.conversations.history({ channel, limit: 1 })
    if (messages?.length !== 0) return
    await client.chat.postMessage({
      channel,
      ...NO_UNFURLS,
      ...welcomeMessage({ holdings: answering.browse.holdings(), fetching: answering.fetching() }, suggestions),
    })
  } catch (error) {
    events.release(claim)
    log.debug('event.welcome_left_out', { error: String(error) })
  }
}

async function suggestPrompts({ answering }: Context, client: webApi.WebClient, channel: string): Promise<void> {
  const suggestions = await answering.suggestions()
  if (suggestions.length === 0) return
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channel,
    title: WORDS.promptsTitle,
    prompts: suggestions.map((question) => ({ title: shorten(question, LIMITS.option.text), message: question })),
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { App, webApi } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { parseHomeChoice } from '../blocks/home-list.ts'
import { NO_UNFURLS, shorten } from '../blocks/text.ts'
import { welcomeMessage } from '../blocks/welcome.ts'
import { publishHome } from '../calls/publish-home.ts'
import { claimOf } from '../claims.ts'
import { LIMITS } from '../limits.ts'
import { type Person, tenantOf } from '../person.ts'
import type { Context } from '../services.ts'

/** How long after the welcome, and then after each update of it, the next one comes. */
const UPDATES_S = [2, 3, 5, 10, 20, 20, 60]

/**
 * Draws the App Home each time that somebody opens it. In the Messages tab it welcomes people once, and sets the suggested
 * prompts.
 */
export function listenToAppHomeOpened(app: App, context: Context): void {
  app.event('app_home_opened', async ({ client, context: installed, event }) => {
    const { channel, tab, view } = event
    const person = { team: tenantOf(installed), user: event.user }
    if (tab === 'home') await publishHome(context, client, 'event.app_home_opened', person, parseHomeChoice(view ?? {}))
    if (tab !== 'messages') return
    await welcome(context, client, channel, person)
    await suggestPrompts(context, client, channel)
  })
}

/** Posts the welcome in an empty conversation, once for each person. It is never worth an error. */
async function welcome(context: Context, client: webApi.WebClient, channel: string, person: Person): Promise<void> {
  const { answering, claims, log } = context
  const claim = claimOf('welcome', person, person.user)
  if (!(await claims.claim(claim))) return
  try {
    // Before the conversation is read: a message may arrive while they are made.
    const suggestions = await answering.suggestions()
    const { messages } = await client.conversations.history({ channel, limit: 1 })
    if (messages?.length !== 0) return
    const isFetching = answering.fetching().kind === 'fetching'
    const { ts } = await client.chat.postMessage({ channel, ...NO_UNFURLS, ...welcomeNow(context, suggestions) })
    if (ts !== undefined && isFetching) void keepCurrent(context, client, channel, ts)
  } catch (error) {
    await claims.release(claim)
    log.debug('event.welcome_left_out', { error: String(error) })
  }
}

/** Brings the welcome up to date while answers are fetched: at first there may be one, from years ago. */
async function keepCurrent(context: Context, client: webApi.WebClient, channel: string, ts: string): Promise<void> {
  const { answering, log } = context
  try {
    for (const seconds of UPDATES_S) {
      await sleep(1000 * seconds, undefined, { ref: false })
      await client.chat.update({ channel, ts, ...welcomeNow(context, await answering.suggestions()) })
      if (answering.fetching().kind !== 'fetching') return
    }
  } catch (error) {
    log.debug('event.welcome_not_updated', { error: String(error) })
  }
}

const welcomeNow = ({ answering }: Context, suggestions: readonly string[]) =>
  welcomeMessage({ holdings: answering.browse.holdings(), fetching: answering.fetching() }, suggestions)

async function suggestPrompts({ answering }: Context, client: webApi.WebClient, channel: string): Promise<void> {
  const suggestions = await answering.suggestions()
  if (suggestions.length === 0) return
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channel,
    title: WORDS.promptsTitle,
    prompts: suggestions.map((question) => ({ title: shorten(question, LIMITS.option.text), message: question })),
  })
}

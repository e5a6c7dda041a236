import { App, type AppOptions } from '@slack/bolt'
import type { SlackConfig } from '../config.ts'
import { createBoltLogger } from './bolt-logger.ts'
import { listenToHomeSearch } from './listeners/actions/home-search.ts'
import { listenToShowPassage } from './listeners/actions/show-passage.ts'
import { listenToSendCommand } from './listeners/commands/send.ts'
import { listenToAppHomeOpened } from './listeners/events/app-home-opened.ts'
import { listenToAppMention } from './listeners/events/app-mention.ts'
import { createReceiver } from './receiver.ts'
import type { Services } from './services.ts'

/** The bot, running. */
export interface SlackBot {
  /** Takes nothing new, and resolves when what is under way is done, or after `graceMs` at the latest. */
  stop: (graceMs: number) => Promise<void>
}

/** Everything that the bot listens to: what the manifest must declare. */
export function listen(app: App, services: Services): void {
  listenToSendCommand(app, services)
  listenToAppMention(app, services)
  listenToAppHomeOpened(app, services)
  listenToHomeSearch(app, services)
  listenToShowPassage(app, services)
}

/**
 * Starts the bot and resolves when it takes requests.
 * @throws what Slack or the network says, where the token is refused or the port is taken
 */
export async function startSlackBot(config: SlackConfig, services: Services): Promise<SlackBot> {
  const logger = createBoltLogger(services.log)
  // Given explicitly: in Socket Mode Bolt would change the retries to a hundred, and the default has no timeout.
  const clientOptions: NonNullable<AppOptions['clientOptions']> = {
    slackApiUrl: config.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 3, factor: 2, minTimeout: 500, maxTimeout: 5000 },
  }
  const app = new App({
    token: config.botToken,
    receiver: createReceiver(config, clientOptions, logger),
    clientOptions,
    logger,
    convoStore: false,
    deferInitialization: true,
  })
  const underWay = new Set<Promise<unknown>>()
  app.use(async ({ next }) => {
    const work = next()
    underWay.add(work)
    await work.finally(() => underWay.delete(work))
  })
  app.error(async (error) => services.log.error('slack.unhandled', error))
  listen(app, services)

  await app.init()
  await app.start()
  services.log.info('slack.started', { mode: config.mode, ...(config.mode === 'http' && { port: config.port }) })
  return {
    async stop(graceMs) {
      const grace = new Promise((done) => setTimeout(done, graceMs).unref())
      // Bolt's stop waits for open connections, however long they are held, and not for the work of listeners.
      const finished = Promise.all([app.stop(), Promise.allSettled([...underWay])])
      await Promise.race([finished, grace])
    },
  }
}

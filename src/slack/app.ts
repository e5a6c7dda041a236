import type { AddressInfo } from 'node:net'
import { App, type AppOptions, type webApi } from '@slack/bolt'
import type { SlackConfig } from '../config.ts'
import { createBoltLogger } from './bolt-logger.ts'
import { createPacedFetch } from './calls/paced-fetch.ts'
import { createPostToResponseUrl } from './calls/post-to-response-url.ts'
import { createConversations } from './conversation/conversations.ts'
import { ignoreDoubleClicks } from './double-clicks.ts'
import { listenToCopyPassage } from './listeners/actions/copy-passage.ts'
import { listenToFeedback } from './listeners/actions/feedback.ts'
import { listenToFullAnswer } from './listeners/actions/full-answer.ts'
import { listenToHomeFilters } from './listeners/actions/home-filters.ts'
import { listenToHomeSearch } from './listeners/actions/home-search.ts'
import { listenToMoreResults } from './listeners/actions/more-results.ts'
import { listenToSearchOpen } from './listeners/actions/search-open.ts'
import { listenToShareAnswer } from './listeners/actions/share-answer.ts'
import { listenToSendCommand } from './listeners/commands/send.ts'
import { listenToAppHomeOpened } from './listeners/events/app-home-opened.ts'
import { listenToAppMention } from './listeners/events/app-mention.ts'
import { listenToDirectMessage } from './listeners/events/direct-message.ts'
import { listenToLinkShared } from './listeners/events/link-shared.ts'
import { listenToFindAnswerStep } from './listeners/functions/find-answer.ts'
import { listenToMinisters } from './listeners/options/ministers.ts'
import { listenToFindAnswers } from './listeners/shortcuts/find-answers.ts'
import { listenToSearchShortcut } from './listeners/shortcuts/search.ts'
import { listenToSearchSubmit } from './listeners/views/search-submit.ts'
import { listenToShareSubmit } from './listeners/views/share-submit.ts'
import { createReceiver } from './receiver.ts'
import type { Context, Services } from './services.ts'
import { startFailure } from './start-failure.ts'
import { createRecentQuestions } from './state/recent-questions.ts'

const LISTENERS = [
  listenToSendCommand,
  listenToAppMention,
  listenToDirectMessage,
  listenToAppHomeOpened,
  listenToLinkShared,
  listenToHomeSearch,
  listenToHomeFilters,
  listenToFullAnswer,
  listenToCopyPassage,
  listenToMoreResults,
  listenToShareAnswer,
  listenToShareSubmit,
  listenToFeedback,
  listenToSearchOpen,
  listenToFindAnswers,
  listenToSearchShortcut,
  listenToSearchSubmit,
  listenToMinisters,
  listenToFindAnswerStep,
] as const

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

/** The bot, running. */
export interface SlackBot {
  /** Where it takes requests over HTTP. */
  port: number | undefined
  /** Takes nothing new, and resolves when what is under way is done, or after `graceMs` at the latest. */
  stop: (graceMs: number) => Promise<void>
}

/** Everything that the bot listens to: what the manifest must declare. */
export function listen(app: App, services: Services, send: Fetch = fetch as Fetch): void {
  const now = services.now ?? Date.now
  const context: Context = {
    ...services,
    now,
    conversations: createConversations(now),
    recent: createRecentQuestions(now),
    postToResponseUrl: createPostToResponseUrl(send),
  }
  ignoreDoubleClicks(app, now)
  for (const listenTo of LISTENERS) listenTo(app, context)
}

/**
 * Starts the bot and resolves when it takes requests.
 * @throws AppError `slack-refused`, `slack-unreachable`, `port-taken`
 */
export async function startSlackBot(config: SlackConfig, services: Services): Promise<SlackBot> {
  const logger = createBoltLogger(services.log)
  // Given explicitly: in Socket Mode Bolt would change the retries to a hundred, and the default has no timeout.
  const clientOptions: NonNullable<AppOptions['clientOptions']> = {
    slackApiUrl: config.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 3, factor: 2, minTimeout: 500, maxTimeout: 5000 },
  }
  const send = createPacedFetch(services.log)
  const app = new App({
    token: config.botToken,
    receiver: createReceiver(config, clientOptions, logger),
    // What is sent again, and when, is the paced fetch's business: the client's own retries could post twice.
    clientOptions: {
      slackApiUrl: config.apiUrl,
      fetch: send,
      retryConfig: { retries: 0 },
      maxRequestConcurrency: Number.POSITIVE_INFINITY,
    },
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
  listen(app, services, send)

  const port = await start(app, config).catch((error) => {
    throw startFailure(error)
  })
  services.log.info('slack.started', { mode: config.mode, ...(port !== undefined && { port }) })
  return {
    port,
    async stop(graceMs) {
      const grace = new Promise((done) => setTimeout(done, graceMs).unref())
      // Bolt's stop waits for open connections, however long they are held, and not for the work of listeners.
      const finished = Promise.all([app.stop(), Promise.allSettled([...underWay])])
      await Promise.race([finished, grace])
    },
  }
}

/** Resolves to the port of the HTTP server, which the system chooses where 0 is asked for. */
async function start(app: App, config: SlackConfig): Promise<number | undefined> {
  await app.init()
  if (config.mode === 'socket') return void (await app.start())
  const { host, port } = config
  const server = await app.start({ port, ...(host !== undefined && { host }) })
  return (server.address() as AddressInfo).port
}

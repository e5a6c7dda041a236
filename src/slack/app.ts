import type { AddressInfo, Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { App, type CodedError, ErrorCode, type webApi } from '@slack/bolt'
import type { AppError } from '../app-error.ts'
import type { Log } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { createBoltLogger } from './bolt-logger.ts'
import { createPacedFetch } from './calls/paced-fetch.ts'
import { createPostToResponseUrl } from './calls/post-to-response-url.ts'
import { createSharedLimits } from './calls/shared-limits.ts'
import { createClaims } from './claims.ts'
import { createConversations } from './conversations.ts'
import { listenToAppHomeOpened } from './listeners/app-home-opened.ts'
import { listenToAppMention } from './listeners/app-mention.ts'
import { listenToAskSuggestion } from './listeners/ask-suggestion.ts'
import { listenToCopyPassage } from './listeners/copy-passage.ts'
import { listenToDirectMessage } from './listeners/direct-message.ts'
import { listenToFeedback } from './listeners/feedback.ts'
import { listenToFindAnswerStep } from './listeners/find-answer-step.ts'
import { listenToFindAnswersShortcut } from './listeners/find-answers-shortcut.ts'
import { listenToFullAnswer } from './listeners/full-answer.ts'
import { listenToHomeFilters } from './listeners/home-filters.ts'
import { listenToHomeSearch } from './listeners/home-search.ts'
import { listenToLinkShared } from './listeners/link-shared.ts'
import { listenToMinisterOptions } from './listeners/minister-options.ts'
import { listenToMoreResults } from './listeners/more-results.ts'
import { listenToOpenSearch } from './listeners/open-search.ts'
import { listenToSearchShortcut } from './listeners/search-shortcut.ts'
import { listenToSearchSubmit } from './listeners/search-submit.ts'
import { listenToSendCommand } from './listeners/send-command.ts'
import { listenToShareAnswer } from './listeners/share-answer.ts'
import { listenToShareSubmit } from './listeners/share-submit.ts'
import { listenToThreadMessage } from './listeners/thread-message.ts'
import { listenToTopicList } from './listeners/topic-list.ts'
import { createReplyObserver } from './observe-replies.ts'
import { withoutTokenRefusals } from './quiet-log.ts'
import { createReceiver } from './receiver.ts'
import { createPayloadWork } from './receivers/payload-work.ts'
import { createRecentQuestions } from './recent-questions.ts'
import { ignoreRepeats } from './repeats.ts'
import type { Context, Services } from './services.ts'
import { createSlackHealth, type SlackState } from './slack-health.ts'
import type { SlackOptions } from './slack-options.ts'
import { connectionLost, startFailure } from './start-failure.ts'
import { untilReached } from './until-reached.ts'

const LISTENERS = [
  listenToSendCommand,
  listenToTopicList,
  listenToAppMention,
  listenToDirectMessage,
  listenToThreadMessage,
  listenToAppHomeOpened,
  listenToAskSuggestion,
  listenToLinkShared,
  listenToHomeSearch,
  listenToHomeFilters,
  listenToFullAnswer,
  listenToCopyPassage,
  listenToMoreResults,
  listenToShareAnswer,
  listenToShareSubmit,
  listenToFeedback,
  listenToOpenSearch,
  listenToFindAnswersShortcut,
  listenToSearchShortcut,
  listenToSearchSubmit,
  listenToMinisterOptions,
  listenToFindAnswerStep,
] as const

/** How long what was acknowledged last may take to be sent when the bot stops. */
const LAST_ACKNOWLEDGEMENTS_MS = 500

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

/** The bot, running. */
export interface SlackBot {
  /** Of the HTTP server; undefined in Socket Mode. */
  port: number | undefined
  /** Whether Slack's requests can come in and our calls can go out. */
  state: () => SlackState
  /** Resolves, with what went wrong, when the connection to Slack is lost for good: no request comes in any more. */
  lost: Promise<AppError>
  /** Resolves when no request is under way. */
  idle: () => Promise<void>
  /** Takes no new requests, and resolves when those under way are done, or after `graceMs` at the latest. */
  stop: (graceMs: number) => Promise<void>
}

/** Registers all listeners: what the manifest must declare. `send` is for response_urls. */
export function listen(app: App, services: Services, send: Fetch = fetch as Fetch): void {
  const now = services.now ?? Date.now
  const context: Context = {
    ...services,
    now,
    today: () => todayInEngland(now()),
    claims: createClaims(services.state),
    conversations: createConversations(services.state),
    recent: createRecentQuestions(services.state),
    postToResponseUrl: createPostToResponseUrl(send),
  }
  ignoreRepeats(app, context.claims)
  for (const listenTo of LISTENERS) listenTo(app, context)
}

/**
 * Starts the bot and resolves when it takes requests. A Slack that can't be reached is tried for ten minutes, as the network
 * may come up after the process; `stopping` ends that.
 * @throws AppError `slack-refused`, `slack-unreachable`, `port-taken`; DOMException `AbortError`
 */
export async function startSlackBot(
  options: SlackOptions,
  services: Services,
  stopping: AbortSignal = new AbortController().signal,
): Promise<SlackBot> {
  const log = withoutTokenRefusals(services.log)
  const logger = createBoltLogger(log)
  const health = createSlackHealth(log)
  const observe = services.observe ?? (() => {})
  const replies = createReplyObserver(observe)
  const work = createPayloadWork(log, observe, replies)
  const { promise: lost, resolve: lose } = Promise.withResolvers<AppError>()
  let started = false
  const send = createPacedFetch({
    log,
    // A start that fails says so itself.
    onToken: (refusal) => started && health.token(refusal),
    observe,
    shared: createSharedLimits(services.state),
  })
  const app = new App({
    token: options.botToken,
    receiver: createReceiver(options, health, (error) => lose(connectionLost(error)), work, log, logger),
    // The paced fetch alone decides what is sent again and what waits: the client's own retries could post twice, and
    // after a 429 it would hold back every call.
    clientOptions: {
      slackApiUrl: options.apiUrl,
      fetch: send,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      maxRequestConcurrency: Number.POSITIVE_INFINITY,
    },
    logger,
    convoStore: false,
    deferInitialization: true,
  })
  app.error(async (error) => log.error(eventOf(error), error))
  listen(app, { ...services, log, answering: replies.observed(services.answering) }, send)

  const port = await start(app, options, { log, signal: stopping }).catch((error) => {
    throw startFailure(error)
  })
  started = true
  log.info('slack.started', { mode: options.mode, ...(port !== undefined && { port }) })
  return {
    port,
    state: health.state,
    lost,
    idle: work.idle,
    async stop(graceMs) {
      // Bolt's stop waits for open connections, also for those over which a request never ends, but not for listeners.
      const closed = app.stop()
      await Promise.race([work.idle(), sleep(graceMs, undefined, { ref: false })])
      await Promise.race([closed, sleep(LAST_ACKNOWLEDGEMENTS_MS, undefined, { ref: false })])
    },
  }
}

/** What an error that no listener caught is logged as: those of Bolt itself by its code. */
function eventOf({ code }: CodedError): string {
  return code === ErrorCode.UnknownError ? 'slack.unhandled' : code.replace(/^slack_bolt_/, 'slack.bolt_')
}

/** Resolves to the port of the HTTP server: the one chosen by the system if 0 was asked for. */
async function start(
  app: App,
  { mode }: SlackOptions,
  tries: { log: Log; signal: AbortSignal },
): Promise<number | undefined> {
  await untilReached(() => app.init(), tries)
  const server = await untilReached(() => app.start(), tries)
  if (tries.signal.aborted) {
    await app.stop()
    tries.signal.throwIfAborted()
  }
  return mode === 'http' ? ((server as Server).address() as AddressInfo).port : undefined
}

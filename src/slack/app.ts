import type { AddressInfo, Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { App, type CodedError, ErrorCode, type webApi } from '@slack/bolt'
import { type AppError, codeOf, reasonOf } from '../app-error.ts'
import { createPosts } from '../corrections/posts.ts'
import { createFollows } from '../following/follows.ts'
import { createSendDigests } from '../following/send-digests.ts'
import type { Log } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { createKeyring } from '../storage/encryption.ts'
import { createBoltLogger } from './bolt-logger.ts'
import { createBriefings } from './briefings.ts'
import { createDelivers } from './calls/deliver-digest.ts'
import { createPacedFetch } from './calls/paced-fetch.ts'
import { createPostToResponseUrl } from './calls/post-to-response-url.ts'
import { createSharedLimits } from './calls/shared-limits.ts'
import { createClaims } from './claims.ts'
import { createConversations } from './conversations.ts'
import { createCorrections } from './corrections.ts'
import { createGapStore } from './gaps.ts'
import { createInstallFlow, type InstallFlowOptions } from './install/install-flow.ts'
import { createInstallations, type InstallationsOptions } from './install/installations.ts'
import { createOrganisations, noteOrganisations } from './install/organisations.ts'
import { createRemoval, NO_REMOVAL, type Removal } from './install/removal.ts'
import { createKeptPosts, KEEPS_NOTHING, type KeptPosts } from './kept-posts.ts'
import { listenToAddToBriefing } from './listeners/add-to-briefing.ts'
import { listenToAppHomeOpened } from './listeners/app-home-opened.ts'
import { listenToAppMention } from './listeners/app-mention.ts'
import { listenToAppRemoved } from './listeners/app-removed.ts'
import { listenToAskSuggestion } from './listeners/ask-suggestion.ts'
import { listenToAskedBeforeShortcut } from './listeners/asked-before-shortcut.ts'
import { listenToAskedBeforeStep } from './listeners/asked-before-step.ts'
import { listenToChangeBriefing } from './listeners/change-briefing.ts'
import { listenToChannelEnded } from './listeners/channel-ended.ts'
import { listenToCopyBriefing } from './listeners/copy-briefing.ts'
import { listenToCopyPassage } from './listeners/copy-passage.ts'
import { listenToDirectMessage } from './listeners/direct-message.ts'
import { listenToFeedback } from './listeners/feedback.ts'
import { listenToFindAnswerStep } from './listeners/find-answer-step.ts'
import { listenToFindAnswersShortcut } from './listeners/find-answers-shortcut.ts'
import { listenToFollow } from './listeners/follow.ts'
import { listenToFollowList } from './listeners/follow-list.ts'
import { listenToFullAnswer } from './listeners/full-answer.ts'
import { listenToGaps } from './listeners/gaps.ts'
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
import { tenantOf } from './person.ts'
import { withoutTokenRefusals } from './quiet-log.ts'
import { createReceiver } from './receiver.ts'
import { createInbox } from './receivers/inbox.ts'
import { createPayloadWork } from './receivers/payload-work.ts'
import { createRefusals, type Refusals } from './receivers/refusals.ts'
import { createRecentQuestions } from './recent-questions.ts'
import { repeatedly } from './repeatedly.ts'
import { ignoreRepeats } from './repeats.ts'
import { type Context, recordOf, type Services } from './services.ts'
import { createSlackHealth, type SlackState } from './slack-health.ts'
import type { SlackOptions } from './slack-options.ts'
import { connectionLost, startFailure } from './start-failure.ts'
import { createTokenRefusals } from './token-refusals.ts'
import { untilReached } from './until-reached.ts'

const LISTENERS = [
  listenToSendCommand,
  listenToTopicList,
  listenToAppMention,
  listenToDirectMessage,
  listenToThreadMessage,
  listenToAppHomeOpened,
  listenToAppRemoved,
  listenToAskSuggestion,
  listenToLinkShared,
  listenToHomeSearch,
  listenToHomeFilters,
  listenToFullAnswer,
  listenToCopyPassage,
  listenToAddToBriefing,
  listenToChangeBriefing,
  listenToCopyBriefing,
  listenToMoreResults,
  listenToShareAnswer,
  listenToShareSubmit,
  listenToFeedback,
  listenToOpenSearch,
  listenToFindAnswersShortcut,
  listenToAskedBeforeShortcut,
  listenToSearchShortcut,
  listenToSearchSubmit,
  listenToMinisterOptions,
  listenToFindAnswerStep,
  listenToAskedBeforeStep,
  listenToGaps,
  listenToFollow,
  listenToFollowList,
  listenToChannelEnded,
] as const

const DIGESTS_MS = 60_000
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
  /** Sends the digests of followed topics that are due: called each minute. */
  sendDigests: () => Promise<void>
  /** Corrects the messages whose answers have changed: called every ten minutes. */
  sendCorrections: () => Promise<void>
  /** Resolves when no request is under way. */
  idle: () => Promise<void>
  /** Takes no new requests, and resolves when those under way are done, or after `graceMs` at the latest. */
  stop: (graceMs: number) => Promise<void>
}

/** Registers all listeners: what the manifest must declare. `send` is for response_urls. */
export function listen(
  app: App,
  services: Services,
  send: Fetch = fetch as Fetch,
  removal: Removal = NO_REMOVAL,
): void {
  const now = services.now ?? Date.now
  const today = () => todayInEngland(now())
  const context: Context = {
    ...services,
    now,
    today,
    claims: createClaims(services.state),
    conversations: createConversations(services.state),
    recent: createRecentQuestions(services.state),
    briefings: createBriefings(services.state),
    gaps: createGapStore({ ...services, now }),
    follows: createFollows(services.state),
    keptPosts: keptPostsOf(services, now),
    postToResponseUrl: createPostToResponseUrl(send),
    removal,
  }
  ignoreRepeats(app, context.claims)
  for (const listenTo of LISTENERS) listenTo(app, context)
}

function keptPostsOf({ answering, keepPosts = true, log, state }: Services, now: () => number): KeptPosts {
  if (!keepPosts) return KEEPS_NOTHING
  return createKeptPosts(createPosts(state, now), answering, () => todayInEngland(now()), log)
}

/**
 * Starts the bot and resolves when it takes requests. A Slack that can't be reached is tried for ten minutes, as the network
 * may come up after the process; `stopping` ends that.
 * @throws AppError `slack-refused`, `slack-unreachable`, `port-taken`, `wrong-key`, `store-…`; DOMException `AbortError`
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
  const gaps = createGapStore({ ...services, now: services.now ?? Date.now })
  const replies = createReplyObserver(observe, services.admins?.length ? gaps : undefined, (error) =>
    log.error('slack.gap_not_noted', error),
  )
  const keyring = options.mode === 'oauth' ? createKeyring(options.oauth.keys) : undefined
  const inbox = services.isShared ? createInbox(services.state, log, { keyring }) : undefined
  const work = createPayloadWork(log, observe, replies, inbox)
  const { promise: lost, resolve: lose } = Promise.withResolvers<AppError>()
  let started = false
  const ofWorkspace = createTokenRefusals(services.log)
  const send = createPacedFetch({
    log,
    onToken(refusal, team) {
      // With OAuth each workspace has its own token: one that is refused says nothing of the others.
      if (options.mode === 'oauth') ofWorkspace(team, refusal)
      // A start that fails says so itself.
      else if (started) health.token(refusal)
    },
    observe,
    shared: services.limits ?? createSharedLimits(services.state),
  })
  // The paced fetch alone decides what is sent again and what waits: the client's own retries could post twice, and
  // after a 429 it would hold back every call.
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: options.apiUrl,
    fetch: send,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
  }
  const { state, now = Date.now, erase = (team) => state.erase(team) } = services
  const installed =
    options.mode === 'oauth' ? await openInstallations(options, { state, now, clientOptions, log }) : undefined
  const organisations = createOrganisations(state, now)
  const app = new App({
    ...(installed && { authorize: installed.flow.authorize }),
    ...(options.mode !== 'oauth' && { token: options.botToken }),
    receiver: createReceiver(
      options,
      health,
      (error) => lose(connectionLost(error)),
      work,
      log,
      logger,
      installed?.flow,
    ),
    clientOptions,
    logger,
    convoStore: false,
    deferInitialization: true,
  })
  const sweeping = new AbortController()
  const removal = createRemoval({
    erase,
    stopping: sweeping.signal,
    organisations,
    installed: installed && { installations: installed.installations, probe: installed.flow.probe },
    onRemoved: (team) => forgetClients(app, team),
    log,
  })
  const notServed = createRefusals<string>(log, 'slack.requests_not_served')
  app.error(async (error) => logUncaught(log, notServed, error))
  app.use(async ({ context: installed, next }) => {
    replies.asker({ team: tenantOf(installed), user: installed.userId })
    await next()
  })
  noteOrganisations(app, organisations, log)
  listen(app, { ...services, log, answering: replies.observed(services.answering) }, send, removal)

  const port = await start(app, options, { log, signal: stopping }, async () => {
    await inbox?.start((payload, stored) => work.resume(app, payload, stored))
  }).catch((error) => {
    throw startFailure(error)
  })
  started = true
  const clientFor = installed?.flow.clientFor ?? (async () => app.client)
  const sendDigests = createSendDigests({
    follows: createFollows(state),
    state,
    matching: services.answering.matching,
    record: () => recordOf(services),
    delivers: createDelivers(clientFor, keptPostsOf({ ...services, log }, now), log),
    now,
    onProblem: (error) => log.error('follow.digest', error),
    onEnded: (ended) => log.info('follow.channel_ended', { ended }),
  })
  const digests = repeatedly(sendDigests, DIGESTS_MS, (error) => log.error('follow.digests', error))
  log.info('slack.started', { mode: options.mode, ...(port !== undefined && { port }) })
  const corrections = createCorrections({ ...services, log, now }, clientFor, sweeping.signal)
  const swept = removal.sweep().catch((error) => log.error('slack.sweep_failed', error))
  return {
    port,
    state: health.state,
    lost,
    sendDigests,
    sendCorrections: corrections.send,
    idle: work.idle,
    async stop(graceMs) {
      // Bolt's stop waits for open connections, also for those over which a request never ends, but not for listeners.
      const closed = app.stop()
      const digested = digests.stop()
      sweeping.abort()
      installed?.flow.stop()
      notServed.flush()
      const correcting = corrections.stop()
      await Promise.race([
        Promise.all([work.idle(), swept, digested, correcting]),
        sleep(graceMs, undefined, { ref: false }),
      ])
      await inbox?.stop()
      await Promise.race([closed, sleep(LAST_ACKNOWLEDGEMENTS_MS, undefined, { ref: false })])
    },
  }
}

/**
 * What is kept of installations, and how the app is added.
 * @throws AppError `wrong-key` if the keys don't open what is stored; `store-…`
 */
async function openInstallations(
  { oauth, apiUrl }: Extract<SlackOptions, { mode: 'oauth' }>,
  {
    clientOptions,
    log,
    ...kept
  }: Pick<InstallationsOptions, 'state' | 'now'> & Pick<InstallFlowOptions, 'clientOptions' | 'log'>,
) {
  const { keys, allowedTeams } = oauth
  const installations = createInstallations({ ...kept, keyring: createKeyring(keys), allowedTeams })
  for (const team of await installations.check())
    log.error('slack.installation_damaged', 'it can’t be decrypted', { team })
  return { installations, flow: createInstallFlow({ oauth, apiUrl, installations, clientOptions, log }) }
}

/** Bolt keeps clients, with their tokens, for each workspace; in a field that it calls private. */
function forgetClients(app: App, team: string): void {
  const { clients } = app as unknown as { clients: Record<string, unknown> }
  delete clients[team]
}

/**
 * Logs an error that no listener caught: those of Bolt itself by its code. A request from where the app isn't installed is
 * no error: it was sent before a removal, or ALLOWED_TEAMS does not have the workspace.
 */
function logUncaught(log: Log, notServed: Refusals<string>, error: CodedError): void {
  const { code } = error
  const why = code === ErrorCode.AuthorizationError ? rootOf(error) : undefined
  if (codeOf(why) === 'not-installed') notServed.count(reasonOf(why))
  else
    log.error(
      code === ErrorCode.UnknownError ? 'slack.unhandled' : code.replace(/^slack_bolt_/, 'slack.bolt_'),
      why ?? error,
    )
}

/** What Bolt, and its `InstallProvider` before it, wrapped into errors of their own. */
function rootOf(error: Error): Error {
  const { original } = error as { original?: unknown }
  return original instanceof Error ? rootOf(original) : error
}

/**
 * Resolves to the port of the HTTP server: the one chosen by the system if 0 was asked for. `beforeRequests` is done when
 * Slack was reached and before the first request is taken.
 */
async function start(
  app: App,
  { mode }: SlackOptions,
  tries: { log: Log; signal: AbortSignal },
  beforeRequests: () => Promise<void>,
): Promise<number | undefined> {
  await untilReached(() => app.init(), tries)
  await beforeRequests()
  const server = await untilReached(() => app.start(), tries)
  if (tries.signal.aborted) {
    await app.stop()
    tries.signal.throwIfAborted()
  }
  return mode !== 'socket' ? ((server as Server).address() as AddressInfo).port : undefined
}

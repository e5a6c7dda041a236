import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import { LRUCache } from 'lru-cache'
import PQueue from 'p-queue'
import type { Observe } from '../../happening.ts'
import type { Log } from '../../log.ts'
import { type Answered, readAnswer } from './read-answer.ts'
import { MAX_LIMIT_MS, type Paced, type SharedLimits } from './shared-limits.ts'
import { refusesToken } from './slack-error.ts'

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

/** How long one attempt may take. Slack may have taken a call that it is slow to answer. */
const TIMEOUT_MS = 20_000
/** A call that can't be sent within this time fails: then somebody who waits for a reply is told. */
const PATIENCE_MS = 30_000
/** The same for a call with a trigger_id, which expires after three seconds. */
const TRIGGER_PATIENCE_MS = 2500
/** More calls than these don't wait for one channel. */
const MAX_WAITING = 200
const BACK_OFF_MS = 500
const MAX_LIMITS = 10_000
/** Errors of connections that were never made: nothing was sent, so it is safe to send again. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** A limit on reading a channel must not hold up what is posted there. */
const READING = new Set(['conversations.history', 'conversations.replies'])

interface PacedFetchOptions {
  log: Log
  /**
   * Is told after each call of the Web API whether Slack took the token, or the error with which it refused it; and for which
   * workspace that was, if the call says so.
   */
  onToken?: (refusal: string | undefined, team: string | undefined) => void
  observe?: Observe
  /** What other processes know of limits; nothing by default. */
  shared?: SharedLimits
  send?: typeof fetch
}

/**
 * A `fetch` for Slack's Web API and response_urls that keeps to Slack's rate limits. Calls with one token for one channel
 * run in order; all others run concurrently. After a 429 the call, and those queued behind it in this and in other
 * processes, wait for `Retry-After` seconds (docs.slack.dev/apis/web-api/rate-limits). A call that would wait too long gets a 429 without being sent. Only calls
 * that Slack can't have taken are sent again: after a 429, and where no connection was made. A response_url that answers
 * 200 with an error or with anything else than Slack's "ok" gives a 502.
 */
export function createPacedFetch(options: PacedFetchOptions): Fetch {
  const { log, onToken = () => {}, observe = () => {}, shared, send = fetch } = options
  const queues = new Map<string, PQueue>()
  /** Until when Slack takes no call for a queue, in milliseconds of `performance.now()`. */
  const limits = new LRUCache<string, number>({ max: MAX_LIMITS })

  const once = async (url: string | URL, init: Parameters<Fetch>[1]): Promise<Answered> => {
    const told = (outcome: 'done' | 'refused' | 'rate-limited' | 'failed') =>
      observe({ kind: 'called', method: methodOf(url, init), outcome })
    const isMethod = isMethodCall(init)
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answered = await send(url, { ...init, signal })
      .then((response) => readAnswer(response, isMethod))
      .catch((error) => {
        told('failed')
        throw error
      })
    const { status } = answered.response
    told(status === 429 ? 'rate-limited' : answered.error === undefined && status === 200 ? 'done' : 'refused')
    if (answered.unread) log.warn('slack.answer_half_read', { method: methodOf(url, init) })
    if (isMethod && status === 200 && (answered.error === undefined || refusesToken(answered.error)))
      onToken(answered.error, argumentsOf(init).get('team_id') ?? undefined)
    return answered
  }

  /** Sends a call until it is answered by something else than a rate limit, or `deadline` would pass. */
  const attempt = async (
    url: string | URL,
    init: Parameters<Fetch>[1],
    deadline: number,
    onLimit: (until: number) => void = () => {},
  ): ReturnType<Fetch> => {
    for (let backOff = BACK_OFF_MS; ; backOff *= 2) {
      try {
        const { response } = await once(url, init)
        if (response.status !== 429) return response
        const wait = Math.max(retryAfterMs(response.headers.get('retry-after')), backOff)
        const until = performance.now() + wait
        log.warn('slack.rate_limited', { method: methodOf(url, init), seconds: Math.ceil(wait / 1000) })
        onLimit(until)
        if (until > deadline) return response
        await sleep(wait)
      } catch (error) {
        if (performance.now() + backOff > deadline || !NEVER_SENT.has(codeOf(error))) throw error
        await sleep(backOff)
      }
    }
  }

  /** What other processes know, in milliseconds of `performance.now()`. A call is never left out because that isn't known. */
  const sharedLimit = async (paced: Paced): Promise<number> => {
    const until = await shared?.until(paced).catch((error) => void log.warn('slack.limit_unknown', problemOf(error)))
    return until === undefined ? 0 : performance.now() + Math.min(until - Date.now(), MAX_LIMIT_MS)
  }
  const share = (paced: Paced, until: number): void =>
    void shared
      ?.limit(paced, Date.now() + until - performance.now())
      .catch((error) => log.warn('slack.limit_not_shared', problemOf(error)))

  const paced: Fetch = async (url, init) => {
    // The error of fetch would have the address, which must not be logged.
    if (!URL.canParse(String(url))) throw new Error('that is no address')
    const args = argumentsOf(init)
    const deadline = performance.now() + (args.has('trigger_id') ? TRIGGER_PATIENCE_MS : PATIENCE_MS)
    const channel = READING.has(methodOf(url, init)) ? null : args.get('channel')
    if (channel === null) return attempt(url, init, deadline)
    const paced = { installation: tokenDigest(init), channel }
    const name = `${paced.installation}/${channel}`
    const queue = queues.get(name) ?? new PQueue({ concurrency: 1 })
    const limit = () => Math.max(limits.get(name) ?? 0, performance.now())
    if (limit() > deadline || queue.size >= MAX_WAITING) return tooManyRequests(limit())
    queues.set(name, queue)
    try {
      return await queue.add(async () => {
        const elsewhere = await sharedLimit(paced)
        if (elsewhere > limit()) limits.set(name, elsewhere)
        if (limit() > deadline) return tooManyRequests(limit())
        await sleep(Math.max(0, limit() - performance.now()))
        return attempt(url, init, deadline, (until) => {
          limits.set(name, until)
          share(paced, until)
        })
      })
    } finally {
      if (queue.size === 0 && queue.pending === 0) queues.delete(name)
    }
  }
  return async (url, init) => {
    observe({ kind: 'pending', what: 'calls', change: 1 })
    try {
      return await paced(url, init)
    } finally {
      observe({ kind: 'pending', what: 'calls', change: -1 })
    }
  }
}

/** What Slack would answer to a call that is not sent because of a limit that ends then. */
const tooManyRequests = (until: number) =>
  new Response(null, {
    status: 429,
    headers: { 'retry-after': String(Math.max(1, Math.ceil((until - performance.now()) / 1000))) },
  })

/** Anything but a number of seconds above 0 counts as one second; Slack is asked again after an hour at the latest. */
function retryAfterMs(header: string | null): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(1000 * seconds, MAX_LIMIT_MS) : 1000
}

/** Slack's client sends forms to methods; a response_url is sent JSON. */
const isMethodCall = (init: Parameters<Fetch>[1]) =>
  init?.headers?.['Content-Type'] === 'application/x-www-form-urlencoded'

/** Of a call of a method. */
const argumentsOf = (init: Parameters<Fetch>[1]) => new URLSearchParams(typeof init?.body === 'string' ? init.body : '')

/** The name of the method. The address of a response_url must not be told: it has a secret. */
function methodOf(url: string | URL, init: Parameters<Fetch>[1]): string {
  return isMethodCall(init) ? (new URL(url).pathname.split('/').at(-1) ?? '') : 'response_url'
}

/** Of the token with which a call is made: the workspace or organisation in which the app is installed. */
function tokenDigest(init: Parameters<Fetch>[1]): string {
  return hash('sha256', init?.headers?.Authorization ?? '').slice(0, 16)
}

/** Without its message, which may quote what was stored. */
const problemOf = (error: unknown) => ({ problem: codeOf(error) || (error as Error).name })

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return code ?? cause?.code ?? ''
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import PQueue from 'p-queue'
import type { Log } from '../../log.ts'

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

const TIMEOUT_MS = 10_000
/** After so many attempts, each stopped by a rate limit or a connection that failed, a call fails. */
const MAX_ATTEMPTS = 6
const BACK_OFF_MS = 500
/** Errors of connections that were never made: nothing was sent, so it is safe to send again. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const READING = new Set(['conversations.history'])

/**
 * A `fetch` for Slack's Web API and response_urls that keeps to Slack's rate limits. Calls for one channel run in order;
 * all others run concurrently. After a 429 the call, and those queued behind it, wait for `Retry-After` seconds
 * (docs.slack.dev/apis/web-api/rate-limits). Only calls that Slack can't have taken are sent again: after a 429, and
 * where no connection was made.
 */
export function createPacedFetch(log: Log, send: Fetch = fetch as Fetch): Fetch {
  const queues = new Map<string, PQueue>()

  const attempt = async (url: string | URL, init: Parameters<Fetch>[1]): ReturnType<Fetch> => {
    for (let attempts = 1; ; attempts++) {
      try {
        const response = await send(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
        const seconds = response.status === 429 ? Number(response.headers.get('retry-after') ?? 1) : Number.NaN
        if (Number.isNaN(seconds) || attempts === MAX_ATTEMPTS) return response
        log.warn('slack.rate_limited', { method: methodOf(url), seconds })
        await sleep(seconds * 1000)
      } catch (error) {
        if (attempts === MAX_ATTEMPTS || !NEVER_SENT.has(codeOf(error))) throw error
        await sleep(BACK_OFF_MS * 2 ** (attempts - 1))
      }
    }
  }

  return async (url, init) => {
    // A limit on reading a channel must not hold up what is posted there.
    const channel = READING.has(methodOf(url) ?? '') ? undefined : channelOf(init?.body)
    if (channel === undefined) return attempt(url, init)
    const queue = queues.get(channel) ?? new PQueue({ concurrency: 1 })
    queues.set(channel, queue)
    try {
      return await queue.add(() => attempt(url, init))
    } finally {
      if (queue.size === 0 && queue.pending === 0) queues.delete(channel)
    }
  }
}

/** The channel for which a call is. */
function channelOf(body: unknown): string | undefined {
  return typeof body === 'string' ? (new URLSearchParams(body).get('channel') ?? undefined) : undefined
}

const methodOf = (url: string | URL) => new URL(url).pathname.split('/').at(-1)

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return code ?? cause?.code ?? ''
}

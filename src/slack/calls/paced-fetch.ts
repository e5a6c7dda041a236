import { setTimeout as sleep } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import PQueue from 'p-queue'
import type { Log } from '../../log.ts'

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

const TIMEOUT_MS = 10_000
/** How often one call is held up by rate limits or an address that can't be reached before it counts as failed. */
const MAX_ATTEMPTS = 6
const BACK_OFF_MS = 500
/** Failures of a connection that never came about: nothing was sent, so sending again sends it once. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * A `fetch` for Slack's Web API and for response_urls that keeps to Slack's pace. Calls about one channel go one after
 * another, in their order; the others of a method wait for nobody. Where Slack says 429, the call and those queued
 * behind it wait as long as `Retry-After` says (docs.slack.dev/apis/web-api/rate-limits). A call is sent again only
 * where Slack surely did not take it: after 429, or where there was no connection.
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
    const lane = laneOf(init?.body)
    if (lane === undefined) return attempt(url, init)
    const queue = queues.get(lane) ?? new PQueue({ concurrency: 1 })
    queues.set(lane, queue)
    try {
      return await queue.add(() => attempt(url, init))
    } finally {
      if (queue.size === 0 && queue.pending === 0) queues.delete(lane)
    }
  }
}

/** The channel that a call is about. */
function laneOf(body: unknown): string | undefined {
  return typeof body === 'string' ? (new URLSearchParams(body).get('channel') ?? undefined) : undefined
}

const methodOf = (url: string | URL) => new URL(url).pathname.split('/').at(-1)

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return code ?? cause?.code ?? ''
}

import ky, { ForceRetryError, HTTPError } from 'ky'
import pThrottle from 'p-throttle'
import { z } from 'zod'
import { AppError, codeOf } from '../../app-error.ts'
import { boundedBody, fetchFromHost } from './bounded-response.ts'

export interface GetJsonOptions {
  /** With or without a slash at its end. */
  url: string
  requestsPerSecond: number
  /** The wait before the first retry, doubled for each further one. */
  retryDelayMs?: number
  /** How long to try for a first response of any kind, all tries together; a person waits for it. */
  firstResponseMs?: number
  /** Is told the size of each body in bytes. */
  onBody?: (bytes: number) => void
}

/**
 * Gets the JSON at a path; undefined for a 404.
 * @throws AppError `parliament-unreachable`, `response-too-large`
 */
type GetJson = (path: string, searchParams: URLSearchParams) => Promise<unknown>

const USER_AGENT = 'SEND-Answers/0.1 (a search of written answers; polite, see its README)'
const TIMEOUT_MS = 30_000
const RETRIES = 8

/**
 * Rate-limited; transient errors are retried. Those are rate limits, which come as 429 with an HTML body, resets, and a
 * 200 whose JSON says `"status": 500`. Until there was a response of any kind, it gives up after some seconds.
 */
export function createGetJson(options: GetJsonOptions): GetJson {
  const { url, requestsPerSecond, retryDelayMs = 500, firstResponseMs = 8_000, onBody = () => {} } = options
  let reached = false
  let giveUpAt: number | undefined
  const timeLeft = () => {
    if (reached) return TIMEOUT_MS
    giveUpAt ??= performance.now() + firstResponseMs
    return Math.max(0, Math.round(giveUpAt - performance.now()))
  }
  /** Reads the body as part of the fetch, so that a reset in the middle of it is retried, too. */
  const fetchWhole = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await fetchFromHost(input, { ...init, signal: AbortSignal.timeout(timeLeft()) })
    reached = true
    const body = await boundedBody(response)
    onBody(body.length)
    return new Response(response.status === 204 || response.status === 304 ? null : body, response)
  }
  const client = ky.create({
    prefix: url,
    fetch: pThrottle({ limit: 1, interval: 1000 / requestsPerSecond })(fetchWhole),
    headers: { 'user-agent': USER_AGENT, accept: 'application/json' },
    // To `ky` the wait for the rate limit is part of a fetch, so the timeout is set inside it, in `fetchWhole`.
    timeout: false,
    totalTimeout: false,
    retry: {
      limit: RETRIES,
      // Before the first response only where the wait, with its jitter, leaves time to try again.
      shouldRetry({ error, retryCount }) {
        if (error instanceof HTTPError) return undefined
        return codeOf(error) === undefined && (reached || retryDelayMs * 2 ** retryCount < timeLeft())
      },
      statusCodes: [408, 425, 429, 500, 502, 503, 504],
      afterStatusCodes: [429, 503],
      maxRetryAfter: 120_000,
      backoffLimit: 60_000,
      delay: (attempt) => retryDelayMs * 2 ** (attempt - 1),
      jitter: (delay) => delay * (0.5 + Math.random()),
    },
    hooks: {
      afterResponse: [
        async ({ response }) => {
          if (response.ok && (await isSoftError(response.clone()))) return ky.retry({ code: 'SOFT_500' })
          return response
        },
      ],
    },
  })
  return async (path, searchParams) => {
    try {
      return await client.get(path, { searchParams }).json()
    } catch (error) {
      if (error instanceof HTTPError && error.response.status === 404) return undefined
      if (codeOf(error) === 'response-too-large') throw error
      throw unreachable(`${url} could not be reached (${reason(error)})`, error, reason(error))
    }
  }
}

/** Sometimes the API answers 200 with an error in the body, or with no JSON. */
async function isSoftError(response: Response): Promise<boolean> {
  const body: unknown = await response.json().catch(() => ({ status: 500 }))
  return z.object({ status: z.number().min(400) }).safeParse(body).success
}

/** The error for an API that could not be reached, or that does not answer as Parliament's does. */
export function unreachable(what: string, cause?: unknown, reason = what): AppError {
  const advice =
    'Check the network and PARLIAMENT_API_URL, and sync again: what was stored stays, and the next sync continues from it.'
  return new AppError('parliament-unreachable', `${what}.`, { advice, reason, cause })
}

function reason(error: unknown): string {
  if (error instanceof HTTPError) return `it answered ${error.response.status}`
  if (error instanceof ForceRetryError) return 'it kept answering 200 with an error, or with no JSON'
  return rootMessage(error as Error)
}

/** The message of the innermost cause, for "fetch failed" explains nothing. Some errors have a code and no message. */
function rootMessage({ name, message, cause, code }: Error & { code?: string }): string {
  if (name === 'TimeoutError') return 'no answer in time'
  return cause instanceof Error ? rootMessage(cause) : message || code || 'no reason was given'
}

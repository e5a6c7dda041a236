import ky, { ForceRetryError, HTTPError } from 'ky'
import pThrottle from 'p-throttle'
import { z } from 'zod'

/** The API could not be reached, or kept failing. */
export class ParliamentUnreachable extends Error {
  override name = 'ParliamentUnreachable'
}

export interface PatientOptions {
  /** With or without a slash at its end. */
  url: string
  requestsPerSecond: number
  /** The first wait before a retry, doubled each time; tests wait less. */
  retryDelayMs?: number
}

/**
 * Gets the JSON at a path; undefined where there is nothing.
 * @throws ParliamentUnreachable
 */
type PatientGet = (path: string, searchParams: URLSearchParams) => Promise<unknown>

const USER_AGENT = 'SEND-Answers/0.1 (a search of written answers; polite, see its README)'
const TIMEOUT_MS = 30_000
const RETRIES = 8

/**
 * Every call waits its turn, is tried again where that can help, and gives up in the end. It can help after rate limits,
 * which come as 429 with an HTML body, resets, and a 200 whose JSON says `"status": 500`.
 */
export function createPatientGet({ url, requestsPerSecond, retryDelayMs = 500 }: PatientOptions): PatientGet {
  const client = ky.create({
    prefix: url,
    fetch: pThrottle({ limit: 1, interval: 1000 / requestsPerSecond })(fetchWhole),
    headers: { 'user-agent': USER_AGENT, accept: 'application/json' },
    // The wait for a turn is part of a fetch here: what is timed is the call itself, in `fetchWhole`.
    timeout: false,
    totalTimeout: false,
    retry: {
      limit: RETRIES,
      shouldRetry: ({ error }) => (error instanceof HTTPError ? undefined : true),
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
      throw unreachable(`${url} could not be reached (${reason(error)})`, error)
    }
  }
}

/** Reads the body as part of the fetch, so that a reset in the middle of it is a failed fetch, and tried again. */
async function fetchWhole(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  const body = await response.arrayBuffer()
  return new Response(response.status === 204 || response.status === 304 ? null : body, response)
}

/** At times the API says 200 and means 500. */
async function isSoftError(response: Response): Promise<boolean> {
  const body: unknown = await response.json().catch(() => ({ status: 500 }))
  return z.object({ status: z.number().min(400) }).safeParse(body).success
}

/** The error for an API that could not be reached, or is not what it should be: what happened, and what to do. */
export function unreachable(what: string, cause: unknown): ParliamentUnreachable {
  const advice = 'check the network and PARLIAMENT_API_URL, and sync again: what was stored stays, and is gone on from'
  return new ParliamentUnreachable(`${what}: ${advice}.`, { cause })
}

function reason(error: unknown): string {
  if (error instanceof HTTPError) return `it answered ${error.response.status}`
  if (error instanceof ForceRetryError) return 'it kept answering 200 with an error, or with no JSON'
  return rootMessage(error as Error)
}

/** What lies at the bottom of an error: "fetch failed" alone helps nobody. Some have a code in the place of a message. */
function rootMessage({ message, cause, code }: Error & { code?: string }): string {
  return cause instanceof Error ? rootMessage(cause) : message || code || 'no reason was given'
}

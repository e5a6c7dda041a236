import { Client } from '@opensearch-project/opensearch'
import type { z } from 'zod'
import { AppError } from '../app-error.ts'

/** Whether the engine answered when it was last asked; what is wrong if not. */
export type EngineState = { ok: true } | { ok: false; problem: string }

interface Call {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string | number | boolean>
  body?: object
  /** Lines of a bulk request. */
  bulk?: readonly object[]
  /** Statuses that are no failure, as 404 where something may not be there. */
  ignore?: readonly number[]
  /** Whether somebody waits for it: then it is given up sooner. */
  asked?: boolean
}

/** An OpenSearch that is reached over HTTP. */
export interface Engine {
  /** The part of the address behind the host: what the names of our indexes begin with. */
  prefix: string
  /**
   * Sends a request and reads the answer by a schema.
   * @throws AppError `search-unavailable`
   */
  call: <T>(call: Call, schema: z.ZodType<T>) => Promise<T>
  /** Asks whether the engine is there. Never rejects. */
  check: () => Promise<EngineState>
  close: () => Promise<void>
}

const DEFAULT_PREFIX = 'send-answers'
const TIMEOUT_MS = 30_000
/** A person who asked waits no longer than this, twice. */
const ASKED_TIMEOUT_MS = 4_000
const CHECK_TIMEOUT_MS = 2_000

/** @param url may have a user and a password, which are never logged, and the prefix of the indexes as its path */
export function createEngine(url: string): Engine {
  const { protocol, host, username, password, pathname } = new URL(url)
  const client = new Client({
    node: `${protocol}//${host}`,
    ...(username !== '' && {
      auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
    requestTimeout: TIMEOUT_MS,
    maxRetries: 2,
  })
  const send = async ({ method, path, query, body, bulk, ignore = [], asked = false }: Call) => {
    try {
      return await client.transport.request(
        {
          method,
          path,
          ...(query && { querystring: query }),
          ...(body && { body }),
          ...(bulk && { bulkBody: [...bulk] as Record<string, unknown>[] }),
        },
        { ignore: [...ignore], ...(asked && { requestTimeout: ASKED_TIMEOUT_MS, maxRetries: 1 }) },
      )
    } catch (error) {
      throw unavailable(host, error)
    }
  }
  return {
    prefix: pathname.replace(/^\/|\/$/g, '') || DEFAULT_PREFIX,
    async call(call, schema) {
      const { body } = await send(call)
      const parsed = schema.safeParse(body)
      if (parsed.success) return parsed.data
      throw unavailable(host, new Error(`it answered something else than expected to ${call.method} ${call.path}`))
    },
    async check() {
      try {
        await client.transport.request(
          { method: 'GET', path: '/' },
          { requestTimeout: CHECK_TIMEOUT_MS, maxRetries: 0 },
        )
        return { ok: true }
      } catch (error) {
        return { ok: false, problem: `the search engine can't be reached (${reasonOf(error)})` }
      }
    },
    close: () => client.close(),
  }
}

/** Without the error as cause: it holds the request, which has what people asked, and the password. */
function unavailable(host: string, error: unknown): AppError {
  const reason = reasonOf(error)
  return new AppError('search-unavailable', `The search engine at ${host} can't be used (${reason}).`, {
    advice: 'See that OpenSearch runs with its k-NN plugin and that SEARCH_URL is right.',
    reason,
  })
}

/** A refusal by its status and type only: its text may quote the request. */
function reasonOf(error: unknown): string {
  const { name, message, statusCode, body } = error as Error & { statusCode?: number; body?: unknown }
  if (statusCode === undefined) return name === 'TimeoutError' ? 'no answer in time' : message
  const type = (body as { error?: { type?: unknown } } | undefined)?.error?.type
  return typeof type === 'string' ? `${statusCode} ${type}` : String(statusCode)
}

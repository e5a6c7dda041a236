import { createHash } from 'node:crypto'
import ky, { ForceRetryError, HTTPError } from 'ky'
import pThrottle from 'p-throttle'
import { z } from 'zod'
import { Item, Page, ParliamentRecord } from './record.ts'

/** What to list: answered or corrected within days, both included, and holding a search term. */
export interface ListQuery {
  term: string
  bodies?: readonly number[] | undefined
  dated: 'answered' | 'corrected'
  from: string
  to: string
  skip: number
}

/** A row of a list: its texts are clipped, so it says which question it is and whether it changed, and no more. */
export interface ListRow {
  id: number
  /** The same for the same row: when it changes, so has the record. */
  fingerprint: string
  /** The day it was answered, where it says. */
  answered: string | undefined
}

export interface ListPage {
  total: number
  /** How many entries the page had, unreadable ones included. */
  count: number
  rows: ListRow[]
  /** What could not be read. */
  unreadable: Unreadable[]
}

/** A record that does not fit: which, and what is wrong with it. */
export interface Unreadable {
  record: string
  problem: string
}

/** Parliament's written questions. Every call waits its turn, is tried again where that can help, and gives up in the end. */
export interface ParliamentApi {
  list: (query: ListQuery) => Promise<ListPage>
  /** The whole record, what is wrong with it, or undefined where there is none. */
  byId: (id: number) => Promise<ParliamentRecord | Unreadable | undefined>
  byUin: (tabled: string, uin: string) => Promise<ParliamentRecord | Unreadable | undefined>
  /** Requests sent so far. */
  counts: () => { lists: number; details: number }
}

/** The API could not be reached, or kept failing. */
export class ParliamentUnreachable extends Error {
  override name = 'ParliamentUnreachable'
}

export const PAGE_SIZE = 100
const QUESTIONS = 'api/writtenquestions/questions'
const USER_AGENT = 'SEND-Answers/0.1 (a search of written answers; polite, see its README)'
const TIMEOUT_MS = 30_000
const RETRIES = 8

export interface ParliamentApiOptions {
  /** With or without a slash at its end. */
  url: string
  requestsPerSecond: number
  /** The first wait before a retry, doubled each time; tests wait less. */
  retryDelayMs?: number
}

/**
 * The client of the API. Quirks that it deals with: rate limits that come as 429 with an HTML body, resets, and a 200
 * whose JSON says `"status": 500`. A misspelt parameter would be ignored without a word, so a test holds the names
 * against the API's own document.
 */
export function createParliamentApi({
  url,
  requestsPerSecond,
  retryDelayMs = 500,
}: ParliamentApiOptions): ParliamentApi {
  const throttled = pThrottle({ limit: 1, interval: 1000 / requestsPerSecond })(fetchWhole)
  const client = ky.create({
    prefix: url,
    fetch: throttled,
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
  const counts = { lists: 0, details: 0 }

  const get = async (path: string, searchParams: URLSearchParams): Promise<unknown> => {
    try {
      return await client.get(path, { searchParams }).json()
    } catch (error) {
      if (error instanceof HTTPError && error.response.status === 404) return undefined
      throw unreachable(`${url} could not be reached (${reason(error)})`, error)
    }
  }
  const detail = async (path: string) => {
    counts.details++
    const item = await get(path, new URLSearchParams({ expandMember: 'true' }))
    if (item === undefined) return undefined
    const value = Item.safeParse(item).data?.value
    const record = ParliamentRecord.safeParse(value)
    return record.success ? record.data : unreadable(value, record.error, path)
  }

  return {
    async list(query) {
      counts.lists++
      const page = Page.safeParse(await get(QUESTIONS, listParameters(query)))
      if (!page.success) throw unreachable(`${url} answered with something that is no list of questions`, page.error)
      const rows: ListRow[] = []
      const bad: Unreadable[] = []
      for (const { value } of page.data.results) {
        const record = ParliamentRecord.safeParse(value)
        if (record.success) rows.push(toRow(record.data))
        else bad.push(unreadable(value, record.error, 'a row of a list'))
      }
      return { total: page.data.totalResults, count: page.data.results.length, rows, unreadable: bad }
    },
    byId: (id) => detail(`${QUESTIONS}/${id}`),
    byUin: (tabled, uin) => detail(`${QUESTIONS}/${tabled}/${encodeURIComponent(uin)}`),
    counts: () => ({ ...counts }),
  }
}

/** The parameters of a list call, as the API spells them. */
export function listParameters({ term, bodies = [], dated, from, to, skip }: ListQuery): URLSearchParams {
  return new URLSearchParams([
    ['searchTerm', term],
    ...bodies.map((body): [string, string] => ['answeringBodies', String(body)]),
    [`${dated}WhenFrom`, from],
    [`${dated}WhenTo`, to],
    ['answered', 'Answered'],
    // A question that was withdrawn after it was answered has to be seen, to be dropped.
    ['includeWithdrawn', 'true'],
    ['house', 'Bicameral'],
    ['sessionStatus', 'Any'],
    ['take', String(PAGE_SIZE)],
    ['skip', String(skip)],
  ])
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

function toRow(record: ParliamentRecord): ListRow {
  return {
    id: record.id,
    fingerprint: createHash('sha256').update(JSON.stringify(record)).digest('base64url'),
    answered: record.dateAnswered ?? undefined,
  }
}

function unreadable(value: unknown, error: z.ZodError, otherwise: string): Unreadable {
  const id = z.object({ id: z.union([z.number(), z.string()]) }).safeParse(value).data?.id
  return {
    record: id === undefined ? otherwise : `question ${id}`,
    problem: z.prettifyError(error).replace(/\s*\n\s*/g, ' '),
  }
}

function unreachable(what: string, cause: unknown): ParliamentUnreachable {
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

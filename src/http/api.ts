import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import { codeOf } from '../app-error.ts'
import { fullAnswerJson } from '../json/answer-json.ts'
import { questionsJson } from '../json/questions-json.ts'
import { replyJson } from '../json/reply-json.ts'
import { statusJson } from '../json/status-json.ts'
import type { McpParts } from '../mcp/mcp-server.ts'
import { todayInEngland } from '../record/dates.ts'
import { parseQuestionKey, questionKey, questionPage } from '../record/identity.ts'
import { WORDS } from '../wording/words.ts'
import { createGuard, type GuardOptions } from './guard.ts'
import { createMcpEndpoint } from './mcp-endpoint.ts'
import { AskedBeforeQuery, AskQuery, openApiDocument } from './openapi.ts'
import { problem } from './problem.ts'

/** What the HTTP API needs. */
export interface ApiParts extends McpParts {
  answering: McpParts['answering'] & Pick<Answering, 'fetching' | 'meaning'>
  /** When the last successful sync ended, ISO 8601. */
  lastGood: () => Promise<string | undefined>
}

const PATHS = '/v1/ask?q=…, /v1/asked-before?q=…, /v1/answers/KEY, /v1/status, /v1/openapi.json, /mcp'

/** The HTTP API, and the MCP server beside it. Both only read. */
export function createApi(parts: ApiParts, options: GuardOptions): { app: Hono; close: () => Promise<void> } {
  const { answering, lastGood, log, observe } = parts
  const document = openApiDocument()
  const mcp = createMcpEndpoint(parts)

  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.use(createGuard(options))

  app.get('/v1/ask', async (c) => {
    const query = parseQuery(c, AskQuery)
    if (!query.success) return wrongQuery(c, query.error, AskQuery)
    const since = performance.now()
    const { q, others } = query.data
    const reply = await answering.ask(answering.parse(q), { others })
    observe?.({ kind: 'replied', surface: 'api', reply: reply.kind, seconds: (performance.now() - since) / 1000 })
    return c.json(replyJson(reply, todayInEngland(Date.now())))
  })

  app.get('/v1/asked-before', async (c) => {
    const query = parseQuery(c, AskedBeforeQuery)
    if (!query.success) return wrongQuery(c, query.error, AskedBeforeQuery)
    const { q } = query.data
    const today = todayInEngland(Date.now())
    return c.json(questionsJson(q, await answering.askedBefore(q, today), today))
  })

  // The slash of a key may be written as %2F.
  app.get('/v1/answers/:key{.+}', (c) => {
    const question = parseQuestionKey(c.req.param('key'))
    if (!question)
      return problem(c, 'wrong-request', 'That is not a key.', `${WORDS.noKey} /v1/ask gives those of its answers.`)
    const answer = answering.fullAnswerNamed({ key: questionKey(question), index: 0 })
    if (!answer)
      return problem(
        c,
        'not-found',
        'There is no answer with that key here.',
        `Check the day on which the question was tabled, and its UIN; or look at ${questionPage(question)}`,
      )
    return c.json(fullAnswerJson(answer, todayInEngland(Date.now())))
  })

  // A database that is away for a while is no reason to say nothing.
  app.get('/v1/status', async (c) => c.json(statusJson(answering, await lastGood().catch(() => undefined))))
  app.get('/v1/openapi.json', (c) => c.json(document))
  app.all('/mcp', (c) => mcp.fetch(c.req.raw))

  app.all('/v1/*', (c) =>
    c.req.method === 'GET' || c.req.method === 'HEAD'
      ? missing(c)
      : problem(c, 'wrong-method', 'That can’t be done here.', 'Use GET: nothing can be changed.', {
          allow: 'GET, HEAD',
        }),
  )
  app.notFound(missing)
  app.onError((error, c) => {
    const reference = randomBytes(4).toString('hex')
    log.error('api.failed', error, { reference })
    if (codeOf(error) === 'search-unavailable')
      return problem(
        c,
        'unavailable',
        'The search is away at the moment.',
        `Ask again in a few minutes; if it stays away, look for ${reference} in the log.`,
        { 'retry-after': '60' },
      )
    return problem(
      c,
      'failed',
      'Something went wrong.',
      `Ask again; if it fails again, look for ${reference} in the log.`,
    )
  })
  return { app, close: mcp.close }
}

const missing = (c: Context) => problem(c, 'not-found', 'There is nothing at that address.', `There is: ${PATHS}`)

function parseQuery<T extends z.ZodObject>(c: Context, query: T) {
  const given = Object.entries(c.req.queries())
  // A parameter that is given twice is none of the two.
  return query.safeParse(
    Object.fromEntries(given.map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
  )
}

/** Says what is wrong with a request, without what was sent. */
function wrongQuery(c: Context, error: z.ZodError, { shape }: z.ZodObject) {
  const known = Object.keys(shape)
  const lines = error.issues.map(({ code, message }) =>
    code === 'unrecognized_keys'
      ? `there is no such parameter: there ${known.length > 1 ? 'are' : 'is'} ${known.join(' and ')}`
      : message,
  )
  const advice = `For example: ${c.req.path}?q=school+transport`
  return problem(c, 'wrong-request', `${[...new Set(lines)].join('; ')}.`, advice)
}

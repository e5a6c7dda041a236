import { readdirSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemJson } from '../../../src/http/problem.ts'
import { type Bot, startBot } from '../../program/bot.ts'
import { freePort } from '../../program/free-port.ts'
import { sendCommand } from '../../program/payloads.ts'
import type { Row, Section } from '../section.ts'
import { type Answered, answersIn, answerTo, counted, each, exchange, request, send, until } from './api-client.ts'
import * as strange from './api-requests.ts'

const { SECRET_WORD, MCP_HEADERS, ask } = strange

const TOKENS = ['api-attack-token-0123456789-abcdefgh', 'api-attack-other-0123456789-abcdefgh'] as const
const RIGHT = { authorization: `Bearer ${TOKENS[0]}` }
/** Fewer than the connections that the API takes, so that none is refused. */
const AT_ONCE = 200
const HALF_OPEN = 200
/** A body may take ten seconds; which connections are over their time is looked at every two. */
const HALF_OPEN_MS = 15_000
const CONNECTIONS = 1500
const PIPELINED = 200
const RATE = 60
const STOP_GRACE_S = 4
/** For what comes after the replies: the stores, the index, the process itself on a busy machine. */
const END_MS = 5000
const MAX_GROWTH_BYTES = 250 * 2 ** 20
/** Connections that were closed may be there for a moment yet. */
const SPARE_FILES = 20
const SLACK_WAITS_MS = 3000

/** A bot whose API can be reached, and those who use it meanwhile. */
interface Target {
  bot: Bot
  api: number
  monitoring: number
}

export const api: Section = {
  name: 'api',
  async *run({ folder, short, defer }) {
    const [target, open] = await Promise.all([
      startTarget(join(folder, 'token'), { API_TOKEN: TOKENS.join(','), API_REQUESTS_PER_MINUTE: '100000' }),
      startTarget(join(folder, 'open'), { API_REQUESTS_PER_MINUTE: String(RATE) }),
    ])
    defer(() => Promise.all([target.bot.stop(), open.bot.stop()]))
    const halfOpened = halfOpen(target)
    const malformedTried = malformed(target)
    for (const attack of [manyAtOnce, methods, paths, tokens, messages, abandoned, pipelined, tooManyConnections])
      yield await attack(target, short)
    yield await malformedTried
    yield await halfOpened
    yield await foreignNames(open)
    yield await rate(open)
    yield nothingLogged([target, open])
    yield await stopWhileOpen(target)
  },
}

async function startTarget(dataDir: string, env: Record<string, string>): Promise<Target> {
  const [apiPort, monitoring] = [await freePort(), await freePort()]
  const bot = await startBot({
    dataDir,
    env: {
      API: 'on',
      API_PORT: String(apiPort),
      METRICS_PORT: String(monitoring),
      STOP_GRACE: `${STOP_GRACE_S}s`,
      LOG_LEVEL: 'debug',
      ...env,
    },
  })
  return { bot, api: apiPort, monitoring }
}

/** Does that while Slack sends commands and a supervisor asks for the health; says how both fared. */
async function meanwhile<T>({ bot, monitoring }: Target, attack: () => Promise<T>) {
  const state = { done: false, sent: 0, missed: 0, longestMs: 0 }
  const others = async () => {
    do {
      const began = performance.now()
      const command = { text: 'letters', trigger: `${process.hrtime.bigint()}` }
      const [status, health] = await Promise.all([
        bot.post(sendCommand(bot.slack.responseUrl, command)),
        fetch(`http://127.0.0.1:${monitoring}/healthz`, { signal: AbortSignal.timeout(SLACK_WAITS_MS * 10) })
          .then(async (response) => (await response.text()) === 'ok\n')
          .catch(() => false),
      ])
      state.sent++
      state.longestMs = Math.max(state.longestMs, performance.now() - began)
      if (status !== 200 || !health) state.missed++
      await sleep(100)
    } while (!state.done)
  }
  const watching = others()
  const result = await attack()
  state.done = true
  await watching
  const { sent, missed, longestMs } = state
  return {
    result,
    fine: missed === 0 && longestMs < SLACK_WAITS_MS && !bot.program.hasEnded(),
    said: `Slack and /healthz ${sent - missed} of ${sent} times meanwhile, after ${Math.round(longestMs)} ms at most${bot.program.hasEnded() ? '; IT ENDED' : ''}`,
  }
}

/** Whether what came back is what a client can read: a problem or data as JSON, a result of MCP, or a status alone. */
function isWellFormed({ status, type, body }: Answered): boolean {
  if (status === undefined || status >= 500) return false
  if (/\n +at |node_modules|file:\/\/\/.*\.ts/.test(body)) return false
  try {
    if (type === 'text/event-stream') return body.includes('data: ') && JSON.parse(dataOf(body)).jsonrpc === '2.0'
    // To a HEAD, or to what is no HTTP, the status is all.
    if (type !== 'application/json' || body === '') return body === ''
    const json = JSON.parse(body)
    return status === 200 || json.jsonrpc === '2.0' || ProblemJson.safeParse(json).success
  } catch {
    return false
  }
}

const dataOf = (body: string) => /^data: (?<data>\{.*)$/m.exec(body)?.groups?.data ?? ''

/** A row about requests, each of which must get what a client can read. */
async function rowOf(tried: string, target: Target, attack: () => Promise<readonly Answered[]>): Promise<Row> {
  const { result, fine, said } = await meanwhile(target, attack)
  const bad = result.filter((one) => !isWellFormed(one))
  if (bad.length > 0) process.stderr.write(`${JSON.stringify(bad.slice(0, 5))}\n`)
  return {
    tried,
    count: result.length,
    outcome: `${counted(result.map(({ status }) => status))}; ${bad.length} not well-formed; ${said}`,
    good: bad.length === 0 && fine,
  }
}

const post = (headers: Readonly<Record<string, string>>, body: unknown) =>
  request('POST /mcp', { ...headers, ...MCP_HEADERS }, typeof body === 'string' ? body : JSON.stringify(body))

async function manyAtOnce(target: Target, short: boolean): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const kinds = ['/v1/ask?q=school+transport', '/v1/answers/2018-03-29/135027', '/v1/status', '/v1/openapi.json']
  const long = strange.longQuestions()
  const count = short ? 600 : 6000
  const before = target.bot.program.peakBytes() ?? 0
  const row = await rowOf('requests at once, a third of them long questions or calls of tools', target, async () => {
    const all = await each([...Array(count).keys()], count, (nth) =>
      nth % 6 === 0
        ? call(agent, target.api, '/mcp', ask(`${SECRET_WORD} ${nth}`))
        : call(agent, target.api, (nth % 6 === 1 ? long[nth % long.length] : kinds[nth % kinds.length]) ?? '/'),
    )
    agent.destroy()
    return all
  })
  return withGrowth(row, target, before)
}

function call(agent: Agent, port: number, path: string, body?: unknown): Promise<Answered> {
  return new Promise((done) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = httpRequest(
      { host: '127.0.0.1', port, path, agent, method, headers: { ...RIGHT, ...(body !== undefined && MCP_HEADERS) } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('close', () => {
          const type = response.headers['content-type']?.split(';')[0] ?? ''
          done({ status: response.statusCode, type, body: Buffer.concat(chunks).toString() })
        })
      },
    )
    sent.on('error', () => done({ status: undefined, type: '', body: '' }))
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const malformed = (target: Target) =>
  rowOf('what is no HTTP, or hardly', target, () =>
    each(strange.malformedHttp(RIGHT), 20, (text) => answerTo(target.api, text)),
  )

async function methods(target: Target): Promise<Row> {
  const lines = strange.METHODS.flatMap((method) =>
    ['/v1/status', `/v1/ask?q=${SECRET_WORD}`, '/mcp', '/nowhere'].map((path) => `${method} ${path}`),
  )
  return rowOf('methods, HEAD and OPTIONS among them', target, async () =>
    // Node closes a CONNECT, for there is no proxy.
    (await each(lines, 20, (line) => answerTo(target.api, request(line, RIGHT)))).filter(
      ({ status }, nth) => status !== undefined || !lines[nth]?.startsWith('CONNECT'),
    ),
  )
}

const paths = (target: Target) =>
  rowOf('paths and queries that no client means', target, () =>
    each(strange.strangePaths(), 20, (path) => answerTo(target.api, request(`GET ${path}`, RIGHT))),
  )

async function tokens(target: Target): Promise<Row> {
  const row = await rowOf('tokens that are wrong, missing, twice or of another scheme', target, () =>
    each(strange.wrongTokens(TOKENS[0]), 20, (headers) => answerTo(target.api, request('GET /v1/status', headers))),
  )
  return { ...row, good: row.good && row.outcome.startsWith(`401 x ${row.count};`) }
}

async function messages(target: Target, short: boolean): Promise<Row> {
  const bodies = strange.strangeMessages(short ? 200 : 5000)
  const before = target.bot.program.peakBytes() ?? 0
  const encoded = { ...RIGHT, 'content-encoding': 'gzip' }
  const row = await rowOf('bodies of MCP that no client means', target, () =>
    each([...bodies.map((body) => post(RIGHT, body)), post(encoded, '{}'), post(RIGHT, '\udfff')], 20, (text) =>
      answerTo(target.api, text),
    ),
  )
  return withGrowth(row, target, before)
}

/** Sessions that are begun, calls that are cancelled and streams that nobody reads. */
async function abandoned(target: Target, short: boolean): Promise<Row> {
  const { api: port, bot } = target
  const count = short ? 600 : 5000
  const begin = strange.message('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: SECRET_WORD, version: '1' },
  })
  const before = { bytes: bot.program.peakBytes() ?? 0, files: openFiles(bot) }
  const { fine, said } = await meanwhile(target, () =>
    each([...Array(count).keys()], 100, async (nth) => {
      const socket = send(port, post(RIGHT, nth % 2 === 0 ? begin : ask(`${SECRET_WORD} ${nth}`)))
      socket.pause()
      await sleep(nth % 20)
      socket.destroy()
    }),
  )
  await until(() => openFiles(bot) <= before.files + SPARE_FILES, END_MS)
  const files = openFiles(bot) - before.files
  const row: Row = {
    tried: 'sessions of MCP that are begun and left, and calls that are cancelled',
    count,
    outcome: `${files} more open files; ${said}`,
    good: fine && files <= SPARE_FILES,
  }
  return withGrowth(row, target, before.bytes)
}

async function pipelined(target: Target): Promise<Row> {
  const one = request(`GET /v1/ask?q=${SECRET_WORD}`, { ...RIGHT, connection: 'keep-alive' })
  return rowOf('requests over one connection, none of which waits for an answer', target, async () => {
    const all = answersIn(await exchange(target.api, one.repeat(PIPELINED - 1) + request('GET /nowhere', RIGHT)))
    const missing = Array.from({ length: PIPELINED - all.length }, () => ({ status: undefined, type: '', body: '' }))
    return [...all, ...missing]
  })
}

async function tooManyConnections(target: Target): Promise<Row> {
  const { fine, said } = await meanwhile(target, async () => {
    const sockets = Array.from({ length: CONNECTIONS }, () => send(target.api, 'GET /v1/status HTTP/1.1\r\n'))
    await sleep(1000)
    for (const socket of sockets) socket.destroy()
  })
  let after: Answered | undefined
  for (let tries = 0; tries < 50 && after?.status !== 200; tries++) {
    after = await answerTo(target.api, request('GET /v1/status', RIGHT))
    await sleep(100)
  }
  return {
    tried: 'connections at once, more than it takes',
    count: CONNECTIONS,
    outcome: `a request afterwards: ${after?.status}; ${said}`,
    good: fine && after?.status === 200,
  }
}

/** Requests that stop halfway or go on slowly, while the others are answered. */
async function halfOpen({ api: port }: Target): Promise<Row> {
  let closed = 0
  const head = `POST /mcp HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${RIGHT.authorization}\r\ncontent-type: application/json\r\n`
  const begun = [
    '',
    head,
    `${head}content-length: 1000\r\n\r\n{`,
    `${head}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`,
  ]
  const more = ['', 'x', ' ', '1\r\n \r\n']
  const sockets = Array.from({ length: HALF_OPEN }, (_, nth) => {
    const socket = send(port, begun[nth % begun.length] ?? '')
    socket.on('close', () => closed++)
    socket.resume()
    const drip = setInterval(() => socket.writable && socket.write(more[nth % more.length] ?? ''), 1000)
    socket.on('close', () => clearInterval(drip))
    return socket
  })
  await until(() => closed === HALF_OPEN, HALF_OPEN_MS)
  const row: Row = {
    tried: 'requests that stop halfway or drip: nothing, headers, bodies',
    count: HALF_OPEN,
    outcome: `${closed} closed within ${HALF_OPEN_MS / 1000} s`,
    good: closed === HALF_OPEN,
  }
  for (const socket of sockets) socket.destroy()
  return row
}

async function foreignNames(target: Target): Promise<Row> {
  const row = await rowOf('names and pages of others, without a token on the loopback interface', target, () =>
    each(
      strange.FOREIGN.flatMap((headers) => [post(headers, ask(SECRET_WORD)), request('GET /v1/status', headers)]),
      20,
      (text) => answerTo(target.api, text),
    ),
  )
  const refused = /^(?:(?:403|400) x \d+(?:, )?)+;/.test(row.outcome)
  return { ...row, good: row.good && refused }
}

/** A client stays one, whatever it says of where it comes from; and a request is one call. */
async function rate(target: Target): Promise<Row> {
  const requests = Array.from({ length: RATE * 2 }, (_, nth) => {
    const from = `10.0.${nth >> 8}.${nth & 255}`
    const said = {
      'x-forwarded-for': from,
      'x-real-ip': from,
      forwarded: `for=${from}`,
      authorization: `Bearer ${nth}`,
    }
    const batch = Array.from({ length: 50 }, (_, id) => ({ ...ask(SECRET_WORD), id }))
    return nth % 3 === 0 ? request('GET /v1/status', said) : post(said, nth % 3 === 1 ? batch : ask(SECRET_WORD))
  })
  const answers: Answered[] = []
  const row = await rowOf(
    `more requests than ${RATE} a minute, each from another address by its headers`,
    target,
    async () => {
      answers.push(...(await each(requests, 20, (text) => answerTo(target.api, text))))
      return answers
    },
  )
  const refused = answers.filter(({ status }) => status === 429).length
  const calls = answers.reduce((sum, { body }) => sum + body.split('"result":').length - 1, 0)
  return {
    ...row,
    outcome: `${row.outcome}; ${calls} calls of tools`,
    good: row.good && refused === answers.length - RATE && calls <= RATE,
  }
}

function nothingLogged(targets: readonly Target[]): Row {
  const log = targets.map(({ bot }) => bot.program.stdout() + bot.program.stderr()).join('')
  const told = [SECRET_WORD, ...TOKENS].filter((one) => log.includes(one))
  const lines = log.split('\n').filter((line) => line !== '')
  const others = lines.filter((line) => !line.startsWith('{"level":"') || line.startsWith('{"level":"error"'))
  if (others.length > 0) process.stderr.write(`${others.slice(0, 5).join('\n')}\n`)
  return {
    tried: 'lines of the log, at the level of debugging',
    count: lines.length,
    outcome: `${told.length} of the tokens and questions; ${others.length} errors or lines that are no events`,
    good: told.length === 0 && others.length === 0,
  }
}

async function stopWhileOpen({ api: port, bot }: Target): Promise<Row> {
  const open = [
    '',
    'GET /v1/status HTTP/1.1\r\nhost: x\r\n',
    request('GET /v1/status', { ...RIGHT, connection: 'keep-alive' }),
    post({ ...RIGHT, connection: 'keep-alive' }, ask(SECRET_WORD)),
    `${request('POST /mcp', { ...RIGHT, ...MCP_HEADERS, 'content-length': '100' })}{`,
  ]
  const sockets = Array.from({ length: 100 }, (_, nth) => send(port, open[nth % open.length] ?? ''))
  for (const socket of sockets) socket.pause()
  await sleep(500)
  const began = performance.now()
  const { code } = await bot.program.stop()
  const ms = performance.now() - began
  for (const socket of sockets) socket.destroy()
  return {
    tried: 'SIGTERM while connections are open, with requests that never end and answers that nobody reads',
    count: sockets.length,
    outcome: `ended with ${code} after ${(ms / 1000).toFixed(1)} s; its grace is ${STOP_GRACE_S} s`,
    good: code === 0 && ms < STOP_GRACE_S * 1000 + END_MS,
  }
}

function withGrowth(row: Row, { bot }: Target, before: number): Row {
  const growth = (bot.program.peakBytes() ?? before) - before
  return {
    ...row,
    outcome: `${row.outcome}; memory grew by ${Math.round(growth / 2 ** 20)} MB`,
    good: row.good && growth < MAX_GROWTH_BYTES,
  }
}

/** How many files and connections a program has open; 0 where the system does not say. */
function openFiles({ program }: Bot): number {
  try {
    return readdirSync(`/proc/${program.pid}/fd`).length
  } catch {
    return 0
  }
}

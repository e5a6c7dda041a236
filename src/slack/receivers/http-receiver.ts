import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type App, HTTPModuleFunctions, type Receiver } from '@slack/bolt'
import type { Log } from '../../log.ts'
import { parsePayload } from './payload.ts'
import type { PayloadWork } from './payload-work.ts'
import { createRefusals, type Refusal } from './refusals.ts'

const PATH = '/slack/events'
/** The largest payloads carry a view, 250 kB at most, or a message of 40,000 characters twice; percent-encoded. */
const MAX_BODY_BYTES = 2 ** 20
/** Larger bodies are only read while those being read have at most `MAX_READ_BYTES` together. */
const SMALL_BODY_BYTES = 2 ** 16
const MAX_READ_BYTES = 2 ** 25
const MAX_CONNECTIONS = 500
const HEADERS_TIMEOUT_MS = 5000
const REQUEST_TIMEOUT_MS = 10_000
/** How often connections are checked against these limits. */
const CHECK_MS = 2000
/** A request signed longer ago, or for a time further ahead, is refused: it may be a replay. */
const MAX_CLOCK_DIFFERENCE_S = 300

const STATUS: Record<Refusal, number> = {
  'not-found': 404,
  'not-signed': 401,
  'too-large': 413,
  'not-read': 400,
  malformed: 400,
}

interface HttpReceiverOptions {
  signingSecret: string
  port: number
  /** All interfaces if undefined. */
  host?: string | undefined
  /** Answers a request of a browser; false if it has no such page. Never rejects. */
  pages?: ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) | undefined
}

/**
 * A server to which Slack posts at `/slack/events`. Bolt's own reads 4 MB of each of any number of unsigned requests, takes
 * any time in the future, throws outside of any handler on a signed `null`, and acknowledges a request only after the
 * listeners before it have begun to work.
 */
export function createHttpReceiver(
  { signingSecret, port, host, pages }: HttpReceiverOptions,
  work: PayloadWork,
  log: Log,
): Receiver {
  const refusals = createRefusals(log)
  let app: App
  let reading = 0

  const refuse = (res: ServerResponse, reason: Refusal) => {
    refusals.count(reason)
    // The rest of the body is not read, so nothing else can come over this connection.
    res.writeHead(STATUS[reason], { connection: 'close' }).end()
  }

  /** The body, or why it is not read. */
  const read = async (req: IncomingMessage): Promise<Buffer | Refusal> => {
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of req.iterator({ destroyOnReturn: false })) {
        chunks.push(chunk)
        size += chunk.length
        reading += chunk.length
        if (size > MAX_BODY_BYTES || (size > SMALL_BODY_BYTES && reading > MAX_READ_BYTES)) return 'too-large'
      }
      return Buffer.concat(chunks)
    } catch {
      return 'not-read'
    } finally {
      reading -= size
    }
  }

  const take = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (req.method === 'GET' && (await pages?.(req, res))) return
    if (req.method !== 'POST' || req.url?.split('?')[0] !== PATH) return refuse(res, 'not-found')
    if (Number(req.headers['content-length']) > MAX_BODY_BYTES) return refuse(res, 'too-large')
    const rawBody = await read(req)
    if (typeof rawBody === 'string') return refuse(res, rawBody)

    const request = Object.assign(req, { rawBody })
    let body: unknown
    try {
      await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret }, request)
    } catch {
      return refuse(res, 'not-signed')
    }
    try {
      body = HTTPModuleFunctions.parseHTTPRequestBody(request)
    } catch {
      return refuse(res, 'malformed')
    }
    if ((body as { ssl_check?: unknown } | null)?.ssl_check === '1') return void res.writeHead(200).end()
    if (isFromTheFuture(req)) return refuse(res, 'not-signed')
    const payload = parsePayload(body)
    if (payload === undefined) return refuse(res, 'malformed')
    if (payload.type === 'url_verification') return HTTPModuleFunctions.buildUrlVerificationResponse(res, payload)

    await work.do(app, payload, (reply) => HTTPModuleFunctions.buildContentResponse(res, reply), {
      retryNum: HTTPModuleFunctions.extractRetryNumFromHTTPRequest(req),
      retryReason: HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(req),
    })
    // Slack shows the person that it didn't work.
    if (!res.headersSent) res.writeHead(500).end()
  }

  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECK_MS },
    (req, res) => void take(req, res),
  )
  server.maxConnections = MAX_CONNECTIONS
  return {
    init(theApp) {
      app = theApp
    },
    start: () =>
      new Promise((started, failed) => {
        server.once('error', failed)
        server.listen(port, host, () => {
          server.off('error', failed)
          // Such as no more file descriptors for a connection: the others go on.
          server.on('error', (error) => log.error('slack.server_failed', error))
          started(server)
        })
      }),
    stop: () =>
      new Promise<void>((stopped) => {
        refusals.flush()
        server.close(() => stopped())
      }),
  }
}

/** Bolt refuses old timestamps alone. */
function isFromTheFuture({ headers }: IncomingMessage): boolean {
  return Number(headers['x-slack-request-timestamp']) - Date.now() / 1000 > MAX_CLOCK_DIFFERENCE_S
}

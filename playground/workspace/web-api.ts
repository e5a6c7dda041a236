import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Recorder } from '../inspector/recorder.ts'
import type { Args, PerformMethod } from './methods.ts'
import type { ResponseUrls } from './response-urls.ts'

/** Slack as the app sees it: the Web API and the response_urls. */
export interface WebApi {
  /** Ends with `/api/`. */
  url: string
  /** Before the name of a response_url. */
  responseUrl: string
  close: () => Promise<void>
}

/** The longest body that is read: a view may have 250 kB, and is escaped in a form. */
const MAX_BODY = 2_000_000

/** Listens on loopback; the app's token opens it, no browser's request does. */
export async function startWebApi(
  token: string,
  perform: PerformMethod,
  responseUrls: ResponseUrls,
  recorder: Recorder,
): Promise<WebApi> {
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const say = (status: number, body: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (req.headers.origin !== undefined || req.method !== 'POST') return say(403, { ok: false, error: 'not_allowed' })
    const [, kind, name = ''] = new URL(req.url ?? '/', 'http://127.0.0.1').pathname.split('/')
    const body = await readBody(req)
    if (kind === 'response') {
      const args = readArguments(body, 'application/json')
      const done = recorder.call('response_url', args, name)
      const { status, result } = await responseUrls.post(name, args)
      done({ ...result, status })
      return say(status, result)
    }
    if (kind !== 'api' || req.headers.authorization !== `Bearer ${token}`)
      return say(200, { ok: false, error: 'invalid_auth' })
    const args = readArguments(body, req.headers['content-type'] ?? '')
    const done = recorder.call(name, args)
    const result = await perform(name, args)
    done(result)
    return say(200, result)
  }
  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${origin}/api/`,
    responseUrl: `${origin}/response/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** What was posted, in whole. @throws RangeError past what anybody would post */
export async function readBody(req: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of req.setEncoding('utf8')) {
    body += chunk
    if (body.length > MAX_BODY) throw new RangeError('the body is too long')
  }
  return body
}

/** Slack's clients send forms in which what is no string is JSON. */
function readArguments(body: string, contentType: string): Args {
  if (contentType.includes('json')) return JSON.parse(body) as Args
  const fields = [...new URLSearchParams(body)]
  return Object.fromEntries(fields.map(([name, value]) => [name, readField(value)]))
}

function readField(value: string): unknown {
  if (!/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

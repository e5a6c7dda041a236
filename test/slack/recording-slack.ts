import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { breachesOf, View } from '../../playground/inspector/block-kit.ts'
import { callWarnings } from '../../playground/inspector/call-warnings.ts'

/** A call that the bot made, to a Web API method or to a `response_url`. */
export interface SlackCall {
  method: string
  args: Record<string, any>
  /** Milliseconds since 1970. */
  at: number
  /** Which response_url it was. */
  search: string
  /** The `ts` of the message that it posted. */
  posted?: string
}

/** A Web API that records each call of the bot, refuses it if Slack would, and passes it on. */
export interface RecordingSlack {
  apiUrl: string
  /** For replies to slash commands and actions. */
  responseUrl: string
  /** Another one, which works five times, as Slack's do. */
  newResponseUrl: () => string
  calls: SlackCall[]
  /** Makes the next calls of that method fail with a Slack error. */
  failNext: (method: string, error: string, times?: number) => void
  /** Answers the next call of that method with 429. */
  limitNext: (method: string, retryAfter: number | string) => void
  /** Breaks off in the middle of the answer to the next call of that method, which is carried out. */
  halveNext: (method: string) => void
  /** Answers the next post to a response_url with 200 and this text, and does nothing else about it. */
  sayNext: (text: string) => void
  /** Registers a view that an acknowledgement pushed, so that it can be updated by its external_id. */
  pushed: (view: Record<string, any>) => void
  close: () => Promise<void>
}

/** Methods that the emulator doesn't have. */
const OF_OUR_OWN = /^(?:response_url|chat\.unfurl|assistant\.threads\..+|functions\..+)$/
const RESPONSE_URL_USES = 5

/** Starts it in front of another Web API, to which calls are passed on. */
export async function startRecordingSlack(upstream: string): Promise<RecordingSlack> {
  const calls: SlackCall[] = []
  const failing: { method: string; error: string }[] = []
  const limited: { method: string; retryAfter: number | string }[] = []
  const halved: string[] = []
  const said: string[] = []
  const responses = new Map<string, number>()
  const external = new Set<string>()

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(req.url ?? '', 'http://127.0.0.1')
    const method = url.pathname.split('/').at(-1) ?? ''
    const limit = limited.findIndex((limit) => limit.method === method)
    if (limit >= 0) {
      const retryAfter = limited.splice(limit, 1)[0]?.retryAfter
      return res.writeHead(429, { 'retry-after': String(retryAfter) }).end()
    }
    const args =
      method === 'upload'
        ? { content: body.toString() }
        : parseArguments(body.toString(), req.headers['content-type'] ?? '')
    const call: SlackCall = { method, args, at: Date.now(), search: url.search }
    calls.push(call)
    const say = (answer: unknown) =>
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))

    const failure = failing.findIndex((failure) => failure.method === method)
    if (failure >= 0) return say({ ok: false, error: failing.splice(failure, 1)[0]?.error })
    const breaches = method === 'upload' ? [] : callWarnings(method, args)
    if (breaches.length > 0) {
      calls.push({ ...call, method: 'refused', args: { method, breaches } })
      return say({ ok: false, error: 'invalid_arguments', response_metadata: { messages: breaches } })
    }
    if (method === 'response_url') {
      const text = said.shift()
      if (text !== undefined) return res.writeHead(200).end(text)
      const uses = (responses.get(url.search) ?? 0) + 1
      responses.set(url.search, uses)
      if (url.search !== '' && uses > RESPONSE_URL_USES) return res.writeHead(404).end('used_url')
    }
    if (method === 'views.update' && args.external_id !== undefined)
      return say(external.has(args.external_id) ? { ok: true, view: args.view } : { ok: false, error: 'not_found' })
    if (OF_OUR_OWN.test(method)) return say({ ok: true })
    if (method === 'upload') {
      const sent = await fetch(url.searchParams.get('to') ?? '', { method: 'POST', body })
      return res.writeHead(sent.status).end(await sent.text())
    }

    const passOn = () =>
      fetch(`${upstream}/api/${method}`, {
        method: 'POST',
        headers: {
          authorization: req.headers.authorization ?? '',
          'content-type': req.headers['content-type'] ?? 'application/json',
        },
        body,
      })
    // The emulator closes connections that are idle for five seconds: then it has not got the request.
    const answer = await passOn().catch(passOn)
    // Files are uploaded by way of here, too.
    const text = (await answer.text()).replace(
      /"upload_url":"(?<to>[^"]+)"/,
      (_, to) => `"upload_url":"http://${req.headers.host}/upload?to=${encodeURIComponent(to)}"`,
    )
    if (method === 'chat.postMessage') call.posted = JSON.parse(text).ts
    res.writeHead(answer.status, { 'content-type': 'application/json' })
    const half = halved.indexOf(method)
    if (half < 0) return res.end(text)
    halved.splice(half, 1)
    res.write(text.slice(0, text.length / 2), () => setTimeout(() => res.destroy(), 20))
  }

  const server = createServer((req, res) => void handle(req, res))
  // A test that keeps this process busy for seconds must not find its idle connections closed.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let urls = 0
  return {
    apiUrl: `${origin}/api/`,
    responseUrl: `${origin}/response_url`,
    newResponseUrl() {
      urls += 1
      return `${origin}/response_url?n=${urls}`
    },
    calls,
    failNext: (method, error, times = 1) =>
      void failing.push(...Array.from({ length: times }, () => ({ method, error }))),
    limitNext: (method, retryAfter) => void limited.push({ method, retryAfter }),
    halveNext: (method) => void halved.push(method),
    sayNext: (text) => void said.push(text),
    pushed(view) {
      const breaches = breachesOf(View, view)
      if (breaches.length > 0) throw new Error(`Slack would refuse the pushed view: ${breaches.join(', ')}`)
      external.add(view.external_id)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function parseArguments(body: string, contentType: string): Record<string, any> {
  if (contentType.includes('json')) return JSON.parse(body)
  const form = Object.fromEntries(new URLSearchParams(body))
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  )
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { messageBreaches, viewBreaches } from '../../src/slack/check-limits.ts'

/** A call that the app made: to a Web API method, or to a `response_url`. */
export interface SlackCall {
  method: string
  args: Record<string, any>
}

/** Slack as the app under test sees it: a Web API that writes down each call, refuses what Slack would, and passes it on. */
export interface RecordingSlack {
  apiUrl: string
  /** Where a slash command or an action is answered. */
  responseUrl: string
  calls: SlackCall[]
  /** Makes the next calls of that method fail as Slack's do. */
  failNext: (method: string, error: string, times?: number) => void
  close: () => Promise<void>
}

/** Starts it before another Web API, to which every call goes on. */
export async function startRecordingSlack(upstream: string): Promise<RecordingSlack> {
  const calls: SlackCall[] = []
  const failing: { method: string; error: string }[] = []

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const method = (req.url ?? '').split('/').at(-1) ?? ''
    const args = readArguments(body.toString(), req.headers['content-type'] ?? '')
    calls.push({ method, args })
    const say = (answer: unknown) =>
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))

    const failure = failing.findIndex((failure) => failure.method === method)
    if (failure >= 0) return say({ ok: false, error: failing.splice(failure, 1)[0]?.error })
    const breaches = breachesOf(method, args)
    if (breaches.length > 0)
      return say({ ok: false, error: 'invalid_blocks', response_metadata: { messages: breaches } })
    if (method === 'response_url') return say({ ok: true })

    const answer = await fetch(`${upstream}/api/${method}`, {
      method: 'POST',
      headers: {
        authorization: req.headers.authorization ?? '',
        'content-type': req.headers['content-type'] ?? 'application/json',
      },
      body,
    })
    res.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  }

  const server = createServer((req, res) => void handle(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    apiUrl: `${origin}/api/`,
    responseUrl: `${origin}/response_url`,
    calls,
    failNext: (method, error, times = 1) =>
      void failing.push(...Array.from({ length: times }, () => ({ method, error }))),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function readArguments(body: string, contentType: string): Record<string, any> {
  if (contentType.includes('json')) return JSON.parse(body)
  const form = Object.fromEntries(new URLSearchParams(body))
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  )
}

function breachesOf(method: string, args: Record<string, any>): string[] {
  if (method === 'response_url' || method.startsWith('chat.')) return messageBreaches(args)
  return args.view ? viewBreaches(args.view) : []
}

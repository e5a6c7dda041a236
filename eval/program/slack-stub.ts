import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call that the program made of Slack's Web API, or a post to a response_url. */
interface SlackCall {
  /** The method, such as `chat.postMessage`; `respond` for a response_url. */
  method: string
  body: string
}

/** Slack's Web API, on this machine. */
export interface SlackStub {
  url: string
  calls: readonly SlackCall[]
  /** A response_url, which it answers as it does `respond`. */
  responseUrl: string
  stop: () => void
}

/** Answers a call. */
export type AnswerCall = (call: SlackCall, response: ServerResponse) => void

/** Agrees to everything. */
export const agree: AnswerCall = (_call, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1', ts: '1.1', channel: 'C1' }))
}

export async function startSlackStub(answer: AnswerCall = agree): Promise<SlackStub> {
  const calls: SlackCall[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const call = { method: (request.url ?? '').slice(1), body }
    calls.push(call)
    answer(call, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    calls,
    responseUrl: `${url}respond`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

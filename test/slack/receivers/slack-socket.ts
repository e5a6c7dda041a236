import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** Slack's side of Socket Mode, which does as a test says. */
export interface SlackSocket {
  apiUrl: string
  /** The sockets that were opened, the first first. */
  sockets: WebSocket[]
  /** Envelope ids as they were acknowledged, with the number of the socket. */
  acknowledged: { envelope: string; socket: number }[]
  /** How often a new address was asked for. */
  opened: () => number
  /** What `apps.connections.open` answers from now on: an address, an error, or nothing at all. */
  answer: (how: 'address' | 'no connection' | { error: string }) => void
  /** Whether a hello is sent over new sockets. */
  greet: (greets: boolean) => void
  close: () => void
}

/** Starts it in front of the Web API of a workspace. */
export async function startSlackSocket(webApi: string): Promise<SlackSocket> {
  let how: Parameters<SlackSocket['answer']>[0] = 'address'
  let greets = true
  let opened = 0
  const http = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    if (req.url?.endsWith('/apps.connections.open')) {
      opened += 1
      if (how === 'no connection') return req.socket.destroy()
      const answer = how === 'address' ? { ok: true, url: `ws://127.0.0.1:${port}/` } : { ok: false, ...how }
      return res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    }
    const answer = await fetch(new URL((req.url ?? '').replace('/api/', ''), webApi), {
      method: 'POST',
      headers: { authorization: req.headers.authorization ?? '', 'content-type': req.headers['content-type'] ?? '' },
      body: Buffer.concat(chunks),
    })
    return res.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const { port } = http.address() as AddressInfo
  const server = new WebSocketServer({ server: http })
  const sockets: WebSocket[] = []
  const acknowledged: SlackSocket['acknowledged'] = []
  server.on('connection', (socket) => {
    const nth = sockets.push(socket) - 1
    if (greets) socket.send(JSON.stringify({ type: 'hello' }))
    socket.on('message', (data) => {
      acknowledged.push({ envelope: JSON.parse(data.toString()).envelope_id, socket: nth })
    })
  })
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    sockets,
    acknowledged,
    opened: () => opened,
    answer(next) {
      how = next
    },
    greet(next) {
      greets = next
    },
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A proxy in front of servers of this machine. */
export interface RoundRobin {
  port: number
  stop: () => void
}

/**
 * Passes each request on to the next of the ports that takes a connection, as proxies do. One that ends while it has the
 * request gives a 502: it may have begun on it.
 */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let requests = 0
  const passOn = (incoming: IncomingMessage, response: ServerResponse, body: Buffer, tries: number) => {
    const { method, url, headers } = incoming
    const port = ports[requests++ % ports.length]
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
      answered.on('error', () => response.destroy())
    })
    onward.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED' && tries > 1) passOn(incoming, response, body, tries - 1)
      else if (response.headersSent) response.destroy()
      else response.writeHead(502).end()
    })
    onward.end(body)
  }
  const server = createServer(async (incoming, response) =>
    passOn(incoming, response, await buffer(incoming), ports.length),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

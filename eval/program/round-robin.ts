import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy in front of servers of this machine. */
export interface RoundRobin {
  port: number
  stop: () => void
}

/** Passes each request on to the next of the ports; answers 502 where that doesn't answer, as proxies do. */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let requests = 0
  const server = createServer((incoming, response) => {
    const { method, url, headers } = incoming
    const port = ports[requests++ % ports.length]
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
      answered.on('error', () => response.destroy())
    })
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    incoming.pipe(onward)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

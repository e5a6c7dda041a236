import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { listen } from '../listen.ts'
import { type ApiParts, createApi } from './api.ts'
import type { ApiOptions } from './api-options.ts'

const MAX_CONNECTIONS = 500
/** `connectionsCheckingInterval`: how often connections are checked against the limits. */
const TIMEOUTS_MS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 2000 }

/** A running API. */
export interface ApiServer {
  url: string
  /** Takes no more requests, and resolves when those under way are answered, or after `stopGraceMs`. May be called again. */
  stop: () => Promise<void>
}

/**
 * Serves the HTTP API, and the MCP server beside it.
 * @throws AppError `port-taken`
 */
export async function startApiServer(parts: ApiParts, options: ApiOptions): Promise<ApiServer> {
  const { host, port, stopGraceMs } = options
  const { app, close } = createApi(parts, options)
  // By default it replaces the `Request` and `Response` of the whole program.
  const overrideGlobalObjects = false
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects, serverOptions: TIMEOUTS_MS }) as Server
  server.maxConnections = MAX_CONNECTIONS
  const connections = connectionsOf(server)
  const {
    address,
    port: chosen,
    family,
  } = await listen(server, { host, port, variable: 'API_PORT', otherwise: 'API=off' })
  const stopServer = async () => {
    const closed = once(server, 'close')
    server.close()
    // Node would wait for the rest of a request, also where there will be none.
    for (const [socket, request] of connections) if (!request?.complete) socket.destroy()
    await close()
    const late = setTimeout(() => server.closeAllConnections(), stopGraceMs)
    await closed
    clearTimeout(late)
  }
  let stopped: Promise<void> | undefined
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${chosen}`,
    stop() {
      stopped ??= stopServer()
      return stopped
    },
  }
}

/** The open connections, each with the request that came over it last. */
function connectionsOf(server: Server): ReadonlyMap<Socket, IncomingMessage | undefined> {
  const connections = new Map<Socket, IncomingMessage | undefined>()
  server.on('connection', (socket) => {
    connections.set(socket, undefined)
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request) => connections.set(request.socket, request))
  return connections
}

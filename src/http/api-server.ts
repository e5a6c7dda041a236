import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { AppError } from '../app-error.ts'
import { type ApiParts, createApi } from './api.ts'
import type { ApiOptions } from './api-options.ts'

const MAX_CONNECTIONS = 500
/** `connectionsCheckingInterval`: how often connections are checked against the limits. */
const TIMEOUTS_MS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 2000 }

/** A running API. */
export interface ApiServer {
  url: string
  /** Takes no more requests, and resolves when those under way are answered, or after `stopGraceMs`. */
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
  const listening = once(server, 'listening')
  server.listen(port, host)
  try {
    await listening
  } catch (cause) {
    throw new AppError('port-taken', `API_PORT can't be listened on (${(cause as Error).message}).`, {
      advice: 'Set API_PORT to another, or API=off.',
      cause,
    })
  }
  // Such as no more file descriptors for a connection: whoever asks sees that, and the program goes on.
  server.on('error', () => {})
  const { address, port: chosen, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${chosen}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      await close()
      const late = setTimeout(() => server.closeAllConnections(), stopGraceMs)
      await closed
      clearTimeout(late)
    },
  }
}

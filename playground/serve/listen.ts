import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  port: number
  close: () => Promise<void>
}

/**
 * Serves an app on 127.0.0.1, at `port` or, if that is taken, at one of the `more` ports after it.
 * @throws the system's error, such as EADDRINUSE, if none of them is free
 */
export async function listen(app: Hono, port: number, more = 0): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch })
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || more === 0 || port >= 65_535) throw error
    return listen(app, port + 1, more - 1)
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

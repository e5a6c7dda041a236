import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from './app-error.ts'

interface Place {
  host: string
  /** 0 lets the system choose. */
  port: number
  /** The environment variable that has the port, for whoever has to set another. */
  variable: string
  /** What else they can do. */
  otherwise: string
}

/**
 * Makes a server listen, and gives where it does.
 * @throws AppError `port-taken`
 */
export async function listen(server: Server, { host, port, variable, otherwise }: Place): Promise<AddressInfo> {
  const listening = once(server, 'listening')
  server.listen(port, host)
  try {
    await listening
  } catch (cause) {
    throw new AppError('port-taken', `${variable} can't be listened on (${(cause as Error).message}).`, {
      advice: `Set ${variable} to another, or ${otherwise}.`,
      cause,
    })
  }
  // Such as no more file descriptors for a connection: whoever asks sees that, and the program goes on.
  server.on('error', () => {})
  return server.address() as AddressInfo
}

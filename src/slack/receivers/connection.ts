import { WebSocket } from 'ws'
import { AppError } from '../../app-error.ts'

const HELLO_TIMEOUT_MS = 10_000
/** A connection over which nothing has come for two of these, not even the answer to a ping, is dead. */
const HEARTBEAT_MS = 10_000
const MAX_FRAME_BYTES = 2 ** 22

/** A WebSocket over which Slack has said hello. */
export interface Connection {
  send: (message: object) => void
  /** Resolves when Slack has announced that it will close the connection, or when it is closed. */
  ending: Promise<void>
  closed: Promise<void>
  close: () => void
}

/**
 * Connects to the address that `apps.connections.open` gave, and resolves at Slack's hello. Frames that come before and
 * after it, but for the hello itself and the announcement of the end, go to `onFrame` as text.
 * @throws AppError `slack-unreachable` if it can't be connected, or without a hello within 10 seconds
 */
export function openConnection(
  url: string,
  onFrame: (text: string, connection: Connection) => void,
): Promise<Connection> {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES })
  const { promise: ending, resolve: end } = Promise.withResolvers<void>()
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  const connection: Connection = {
    // If it has closed meanwhile, Slack sends what was not acknowledged again, over another connection.
    send: (message) => socket.send(JSON.stringify(message), () => {}),
    ending,
    closed,
    close: () => socket.close(),
  }
  return new Promise((connected, failed) => {
    const late = setTimeout(() => {
      failed(new AppError('slack-unreachable', `Slack said no hello within ${HELLO_TIMEOUT_MS / 1000} seconds.`))
      socket.terminate()
    }, HELLO_TIMEOUT_MS)
    let heard = true
    const heartbeat = setInterval(() => {
      if (!heard) return socket.terminate()
      heard = false
      socket.ping(() => {})
    }, HEARTBEAT_MS)
    for (const sign of ['open', 'ping', 'pong', 'message'] as const)
      socket.on(sign, () => {
        heard = true
      })
    socket.on('error', (cause) =>
      failed(new AppError('slack-unreachable', `The connection could not be made (${cause.message}).`, { cause })),
    )
    socket.on('close', (code) => {
      clearTimeout(late)
      clearInterval(heartbeat)
      failed(new AppError('slack-unreachable', `The connection was closed (${code}) before Slack said hello.`))
      end()
      close()
    })
    socket.on('message', (data, isBinary) => {
      if (isBinary) return
      const text = data.toString()
      switch (typeOf(text)) {
        case 'hello':
          clearTimeout(late)
          return connected(connection)
        case 'disconnect':
          return end()
        default:
          return onFrame(text, connection)
      }
    })
  })
}

function typeOf(text: string): unknown {
  try {
    return JSON.parse(text)?.type
  } catch {
    return undefined
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type App, type Logger, type Receiver, webApi } from '@slack/bolt'
import { z } from 'zod'
import { AppError } from '../../app-error.ts'
import type { Log } from '../../log.ts'
import { isTokenRefusal } from '../calls/slack-error.ts'
import { createSeenEvents } from '../seen-events.ts'
import { type Connection, openConnection } from './connection.ts'
import { parsePayload } from './payload.ts'
import type { PayloadWork } from './payload-work.ts'
import { createRefusals } from './refusals.ts'

/** Waits between attempts to connect again: more than ten minutes together. */
export const RECONNECT_SECONDS: readonly number[] = [0, 1, 2, 4, 8, 16, ...Array<number>(20).fill(30)]
/** A connection that lasted less is not replaced at once: Slack may close each as soon as it has greeted. */
const SHORT_MS = 10_000
const CALL_TIMEOUT_MS = 10_000
/** Slack closes a connection about ten seconds after its announcement. */
const LAST_FRAMES_MS = 15_000
const MAX_ENVELOPES = 5000

const Envelope = z.object({
  envelope_id: z.string(),
  payload: z.unknown(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
})

interface SocketReceiverOptions {
  appToken: string
  apiUrl: string
  /** Is told whether payloads can come in. */
  onConnected: (connected: boolean) => void
  /** Is told when the connection can't be made again. */
  onLost: (error: unknown) => void
}

/**
 * Receives payloads over a connection to Slack (docs.slack.dev/apis/events-api/using-socket-mode). Slack's own client,
 * @slack/socket-mode 3.1, waits for a hello for ever, closes a connection before it opens the next one, gives up after
 * seconds, and throws outside of any handler on a frame without a payload.
 */
export function createSocketReceiver(
  { appToken, apiUrl, onConnected, onLost }: SocketReceiverOptions,
  work: PayloadWork,
  log: Log,
  logger: Logger,
): Receiver {
  const client = new webApi.WebClient(appToken, {
    slackApiUrl: apiUrl,
    logger,
    timeout: CALL_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const refusals = createRefusals(log)
  const envelopes = createSeenEvents(MAX_ENVELOPES)
  const open = new Set<Connection>()
  const stopping = new AbortController()
  let app: App

  const take = (text: string, connection: Connection): void => {
    const envelope = parseEnvelope(text)
    const payload = parsePayload(envelope?.payload)
    if (!envelope || !payload) {
      refusals.count('malformed')
      return
    }
    const { envelope_id, retry_attempt: retryNum, retry_reason: retryReason } = envelope
    const acknowledge = (payload?: object) => connection.send({ envelope_id, ...(payload && { payload }) })
    if (envelopes.claim(envelope_id)) void work.do(app, payload, acknowledge, { retryNum, retryReason })
    else acknowledge()
  }

  const connect = async (): Promise<Connection> => {
    const { url } = await client.apps.connections.open({})
    if (url === undefined) throw new AppError('slack-unreachable', 'apps.connections.open gave no address.')
    const connection = await openConnection(url, take)
    open.add(connection)
    connection.closed.then(() => {
      open.delete(connection)
      onConnected(open.size > 0)
    })
    onConnected(true)
    return connection
  }

  /** @throws what kept it from connecting the last time; DOMException `AbortError` if the receiver was stopped */
  const reconnect = async (atOnce: boolean): Promise<Connection> => {
    let failure: unknown
    for (const seconds of RECONNECT_SECONDS.slice(atOnce ? 0 : 1)) {
      await sleep(1000 * Math.max(seconds, retryAfterOf(failure)), undefined, { signal: stopping.signal })
      try {
        return await connect()
      } catch (error) {
        if (isTokenRefusal(error)) throw error
        failure = error
        log.warn('slack.reconnecting', { error: String(error) })
      }
    }
    throw failure
  }

  /** Replaces each connection that ends by another, which is there before the old one goes. */
  const keepConnected = async (first: Connection): Promise<void> => {
    for (let current = first; ; ) {
      const since = performance.now()
      await current.ending
      if (stopping.signal.aborted) return
      const next = await reconnect(performance.now() - since > SHORT_MS)
      setTimeout(current.close, LAST_FRAMES_MS).unref()
      current = next
    }
  }

  return {
    init(theApp) {
      app = theApp
    },
    async start() {
      const first = await connect()
      keepConnected(first).catch((error) => {
        if (!stopping.signal.aborted) onLost(error)
      })
    },
    async stop() {
      stopping.abort()
      refusals.flush()
      for (const connection of open) connection.close()
    },
  }
}

function parseEnvelope(text: string): z.infer<typeof Envelope> | undefined {
  try {
    return Envelope.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The seconds for which Slack asks to wait. */
function retryAfterOf(error: unknown): number {
  const { retryAfter } = (error ?? {}) as { retryAfter?: number }
  return retryAfter ?? 0
}

import { type App, type Logger, type Receiver, webApi } from '@slack/bolt'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { AppError } from '../../app-error.ts'
import type { Log } from '../../log.ts'
import { RETRY_SECONDS, untilReached } from '../until-reached.ts'
import { type Connection, openConnection } from './connection.ts'
import { parsePayload } from './payload.ts'
import type { PayloadWork } from './payload-work.ts'
import { createRefusals } from './refusals.ts'

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
  const seen = new LRUCache<string, true>({ max: MAX_ENVELOPES })
  const open = new Set<Connection>()
  const stopping = new AbortController()
  let app: App

  const take = (text: string, connection: Connection): void => {
    // What is not acknowledged Slack sends again, to the process that comes next.
    if (stopping.signal.aborted) return
    const envelope = parseEnvelope(text)
    const payload = parsePayload(envelope?.payload)
    if (!envelope || !payload) {
      refusals.count('malformed')
      return
    }
    const { envelope_id, retry_attempt: retryNum, retry_reason: retryReason } = envelope
    const acknowledge = (payload?: object) => connection.send({ envelope_id, ...(payload && { payload }) })
    const isNew = !seen.has(envelope_id)
    seen.set(envelope_id, true)
    if (isNew) void work.do(app, payload, acknowledge, { retryNum, retryReason })
    else acknowledge()
  }

  const connect = async (): Promise<Connection> => {
    const { url } = await client.apps.connections.open({})
    if (url === undefined) throw new AppError('slack-unreachable', 'apps.connections.open gave no address.')
    const connection = await openConnection(url, take)
    open.add(connection)
    // It was stopped while it connected.
    if (stopping.signal.aborted) connection.close()
    connection.closed.then(() => {
      open.delete(connection)
      if (!stopping.signal.aborted) onConnected(open.size > 0)
    })
    onConnected(true)
    return connection
  }

  /** Replaces each connection that ends by another, which is there before the old one goes. */
  const keepConnected = async (first: Connection): Promise<void> => {
    for (let current = first; ; ) {
      const since = performance.now()
      await current.ending
      if (stopping.signal.aborted) return
      const atOnce = performance.now() - since > SHORT_MS
      const next = await untilReached(connect, {
        log,
        signal: stopping.signal,
        waits: RETRY_SECONDS.slice(atOnce ? 0 : 1),
      })
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

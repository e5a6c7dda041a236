import { randomUUID } from 'node:crypto'
import { callWarnings } from './call-warnings.ts'

/** A call that the app made while it handled a payload. */
export interface Call {
  method: string
  args: Record<string, unknown>
  /** Undefined until the call returns. */
  result: unknown
  /** How long it took, in milliseconds; undefined until the call returns. */
  ms: number | undefined
  /** Why Slack would refuse it. */
  warnings: string[]
}

/** A payload that was sent to the app, and the calls that followed. */
export interface Exchange {
  id: number
  /** Differs whenever anything else of it does. */
  etag: string
  /** Milliseconds since 1970. */
  at: number
  /** The kind of payload: "slash command", "app_mention". */
  kind: string
  /** What tells it from others of its kind: the command's text, the control's action_id. */
  about: string
  payload: unknown
  /** The app's HTTP response; undefined until it comes. */
  ack: { status: number; ms: number; body: unknown } | undefined
  calls: Call[]
  warnings: string[]
}

/** Keeps the last hundred exchanges. */
export type Recorder = ReturnType<typeof createRecorder>

const KEPT = 100
/** How long Slack waits for an acknowledgement. */
const ACK_MS = 3000
/** Arguments that identify the payload a call answers, the most specific first. */
const KEYS = [
  ...['trigger_id', 'function_execution_id', 'external_id', 'view_id', 'thread_ts', 'ts', 'hash'],
  ...['channel', 'channel_id', 'user_id'],
]

/** @param changed is called after every change */
export function createRecorder(now: () => number, changed: () => void) {
  let exchanges: Exchange[] = []
  let ids = 0
  const texts = new Map<number, string>()

  const change = (exchange: Exchange) => {
    exchange.etag = randomUUID()
    changed()
  }
  const add = (kind: string, about: string, payload: unknown): Exchange => {
    ids += 1
    const exchange = { id: ids, etag: '', at: now(), kind, about, payload, ack: undefined, calls: [], warnings: [] }
    texts.set(ids, JSON.stringify(payload))
    exchanges.push(exchange)
    for (const { id } of exchanges.slice(0, -KEPT)) texts.delete(id)
    exchanges = exchanges.slice(-KEPT)
    return exchange
  }
  /** The latest payload that contains the most specific key found in any; the latest payload if none contains a key. */
  const answered = (keys: readonly string[]): Exchange | undefined => {
    for (const key of keys) {
      const found = exchanges.findLast(({ id }) => texts.get(id)?.includes(key))
      if (found) return found
    }
    return exchanges.at(-1)
  }
  return {
    exchanges: (): readonly Exchange[] => exchanges,
    /** Records a payload that is being sent. Call the returned function with the response. */
    payload(kind: string, about: string, payload: unknown) {
      const exchange = add(kind, about, payload)
      change(exchange)
      return (status: number, body: unknown) => {
        const ms = now() - exchange.at
        exchange.ack = { status, ms, body }
        if (status !== 200) exchange.warnings.push(`Slack treats ${status} as a failure`)
        if (ms > ACK_MS) exchange.warnings.push(`Slack waits ${ACK_MS} ms for an acknowledgement: this took ${ms}`)
        change(exchange)
      }
    },
    /**
     * Records a call, under the payload that it answers. `key` identifies that payload where the arguments do not. Call
     * the returned function with the result.
     */
    call(method: string, args: Record<string, unknown>, key?: string) {
      const keys = [key, ...KEYS.map((name) => args[name])].filter((one) => typeof one === 'string' && one !== '')
      const exchange = answered(keys as string[]) ?? add('start', 'calls that the app makes by itself', {})
      const call: Call = { method, args, result: undefined, ms: undefined, warnings: callWarnings(method, args) }
      exchange.calls.push(call)
      const began = performance.now()
      change(exchange)
      return (result: unknown) => {
        call.result = result
        call.ms = Math.round(performance.now() - began)
        const { ok, error, needed } = result as { ok?: boolean; error?: string; needed?: string }
        const lacking = needed === undefined ? '' : ` (${needed} is not in manifest.yml)`
        if (ok === false) call.warnings.push(`Slack refuses this: ${error}${lacking}`)
        change(exchange)
      }
    },
    clear() {
      exchanges = []
      texts.clear()
      changed()
    },
  }
}

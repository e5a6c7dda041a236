import type { Block, Ephemeral, SlackView } from './shapes.ts'

interface Prompt {
  title: string
  message: string
}

/** What of the workspace the emulator does not keep. */
export interface State {
  ephemerals: Ephemeral[]
  /** Each person's modals, the lowest first. */
  modals: Map<string, SlackView[]>
  homes: Map<string, SlackView>
  /** By channel and ts, and then by link. */
  unfurls: Map<string, Map<string, Block[]>>
  /** By conversation. */
  prompts: Map<string, { title: string | undefined; prompts: Prompt[] }>
  /** By channel and thread: what the bot is said to be doing. */
  statuses: Map<string, string>
  /** The channels that the bot is in. */
  botIn: Set<string>
  /** Grows with every change. */
  version: () => number
  changed: () => void
  /** Resolves when the version is another than that one, or after some seconds. */
  change: (from: number, signal: AbortSignal) => Promise<void>
}

/** How long one question for news stays open. */
const PATIENCE_MS = 20_000

export function createState(): State {
  let version = 1
  const waiting = new Set<() => void>()
  return {
    ephemerals: [],
    modals: new Map(),
    homes: new Map(),
    unfurls: new Map(),
    prompts: new Map(),
    statuses: new Map(),
    botIn: new Set(),
    version: () => version,
    changed() {
      version += 1
      for (const wake of waiting) wake()
    },
    change(from, signal) {
      if (from !== version || signal.aborted) return Promise.resolve()
      return new Promise((done) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          done()
        }
        const timer = setTimeout(wake, PATIENCE_MS)
        signal.addEventListener('abort', wake)
        waiting.add(wake)
      })
    },
  }
}

/** The name under which something about a message or a thread is kept. */
export const at = (channel: string, ts: string) => `${channel}/${ts}`

let ticks = 0
/** A message's timestamp, in the form and the order of the emulator's. */
export function newTs(): string {
  ticks += 1
  // The emulator counts from one within a second of its own; what is ours comes after what it gave in that second.
  return `${Math.floor(Date.now() / 1000)}.${String(500_000 + ticks)}`
}

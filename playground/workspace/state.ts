import { EventEmitter, once } from 'node:events'
import type { Block, Ephemeral, SlackView } from './shapes.ts'

/** The part of the workspace that the emulator does not keep. */
export interface State {
  ephemerals: Ephemeral[]
  /** Each person's stack of modals, the top one last. */
  modals: Map<string, SlackView[]>
  homes: Map<string, SlackView>
  /** The blocks of link previews by message (`messageKey`). */
  unfurls: Map<string, Block[][]>
  /** Suggested prompts by conversation. */
  prompts: Map<string, { title?: string | undefined; prompts: { title: string; message: string }[] }>
  /** What the bot says it is doing, by the first message of the thread (`messageKey`). */
  statuses: Map<string, string>
  /** The channels that the bot is a member of. */
  botIn: Set<string>
  /** Increases with every change. */
  version: () => number
  changed: () => void
  /** Resolves when the version differs from `known`, after 20 seconds, or when `signal` aborts. */
  change: (known: number, signal: AbortSignal) => Promise<void>
}

const LONGEST_POLL_MS = 20_000

export function createState(): State {
  let version = 1
  const changes = new EventEmitter().setMaxListeners(0)
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
      changes.emit('change')
    },
    async change(known, signal) {
      if (known !== version || signal.aborted) return
      const over = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_POLL_MS)])
      await once(changes, 'change', { signal: over }).catch(() => {})
    },
  }
}

export const messageKey = (channel: string, ts: string) => `${channel}/${ts}`

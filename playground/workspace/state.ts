import { EventEmitter, once } from 'node:events'
import type { Block, Ephemeral, SlackView } from './shapes.ts'

/** The part of the workspace that the emulator does not keep. */
export type State = ReturnType<typeof createState>

const LONGEST_POLL_MS = 20_000

export function createState() {
  let version = 1
  const changes = new EventEmitter().setMaxListeners(0)
  return {
    ephemerals: [] as Ephemeral[],
    /** Each person's stack of modals, the top one last. */
    modals: new Map<string, SlackView[]>(),
    homes: new Map<string, SlackView>(),
    /** The blocks of link previews by message (`messageKey`). */
    unfurls: new Map<string, Block[][]>(),
    /** What the app uploaded, by the id of the file. */
    files: new Map<string, { name: string; content: string }>(),
    /** The ids of the files that were shared by a message (`messageKey`). */
    shared: new Map<string, string[]>(),
    /** Suggested prompts by conversation. */
    prompts: new Map<string, { title?: string | undefined; prompts: { title: string; message: string }[] }>(),
    /** What the bot says it is doing, by the first message of the thread (`messageKey`). */
    statuses: new Map<string, string>(),
    /** The channels that the bot is a member of. */
    botIn: new Set<string>(),
    /** Increases with every change. */
    version: () => version,
    changed() {
      version += 1
      changes.emit('change')
    },
    /** Resolves when the version differs from `known`, after 20 seconds, or when `signal` aborts. */
    async change(known: number, signal: AbortSignal) {
      if (known !== version || signal.aborted) return
      const over = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_POLL_MS)])
      await once(changes, 'change', { signal: over }).catch(() => {})
    },
  }
}

export const messageKey = (channel: string, ts: string) => `${channel}/${ts}`

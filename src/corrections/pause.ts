import { setTimeout as sleep } from 'node:timers/promises'

/** Between two changed messages of a workspace: Slack takes some fifty changes a minute (docs.slack.dev/apis/web-api/rate-limits). */
const PAUSE_MS = 1500

/** Gives a function that resolves when a workspace may be written to again. It rejects once `signal` aborts. */
export function createPause(signal: AbortSignal): (team: string) => Promise<void> {
  const last = new Map<string, number>()
  return async (team) => {
    signal.throwIfAborted()
    const wait = (last.get(team) ?? Number.NEGATIVE_INFINITY) + PAUSE_MS - performance.now()
    if (wait > 0) await sleep(wait, undefined, { signal, ref: false })
    last.set(team, performance.now())
  }
}

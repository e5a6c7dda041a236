import type { Log } from '../../log.ts'

/** Why a request or a frame was not taken. */
export type Refusal = 'not-found' | 'not-signed' | 'too-large' | 'not-read' | 'malformed'

/** Between two log lines about refused requests. */
const EVERY_MS = 60_000

/** Counts what is refused. Anybody can send requests, so that one log line each would let anybody fill the disk. */
export interface Refusals<Reason extends string = Refusal> {
  count: (reason: Reason) => void
  /** Logs what was counted since the last line. */
  flush: () => void
}

/** Logs the first refusal at once, and those that follow as sums, once a minute. */
export function createRefusals<Reason extends string = Refusal>(
  log: Log,
  event = 'slack.requests_refused',
): Refusals<Reason> {
  let counted: Record<string, number> = {}
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (Object.keys(counted).length === 0) return
    log.warn(event, counted)
    counted = {}
    timer = setTimeout(flush, EVERY_MS).unref()
  }
  return {
    count(reason) {
      counted[reason] = (counted[reason] ?? 0) + 1
      if (timer === undefined) flush()
    },
    flush,
  }
}

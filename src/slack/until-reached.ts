import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { mayPass, problemOf } from './start-failure.ts'

/** Waits before attempts to reach Slack: more than ten minutes together. */
export const RETRY_SECONDS: readonly number[] = [0, 1, 2, 4, 8, 16, ...Array<number>(20).fill(30)]
/** Slack may ask for a longer wait, but not for any. */
const MAX_WAIT_S = 300

interface Tries {
  log: Log
  /** Ends the attempts. */
  signal: AbortSignal
  /** The seconds to wait before each attempt. */
  waits?: readonly number[]
}

/**
 * Tries again while Slack can't be reached or has a fault of its own.
 * @throws any other error at once; the last failure; DOMException `AbortError`
 */
export async function untilReached<T>(
  attempt: () => Promise<T>,
  { log, signal, waits = RETRY_SECONDS }: Tries,
): Promise<T> {
  let failure: unknown
  for (const seconds of waits) {
    await sleep(1000 * Math.max(seconds, retryAfterOf(failure)), undefined, { signal })
    try {
      return await attempt()
    } catch (error) {
      if (!mayPass(error)) throw error
      failure = error
      log.warn('slack.unreachable', { problem: problemOf(error) })
    }
  }
  throw failure
}

/** The seconds for which Slack asks to wait. */
function retryAfterOf(error: unknown): number {
  const { retryAfter } = (error ?? {}) as { retryAfter?: number }
  return Math.min(retryAfter ?? 0, MAX_WAIT_S)
}

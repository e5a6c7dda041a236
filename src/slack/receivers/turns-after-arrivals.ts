import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * So many turns of the event loop without a request are taken for the end of those that came at once. libuv accepts one
 * connection a turn, and its request is read in the next.
 */
const QUIET_TURNS = 3
/** Nobody waits longer than this for requests to stop coming in. */
const MAX_WAIT_MS = 1000

/**
 * Turns for the work on requests: in order, and after some turns of the event loop in which no request came in. So all of
 * many requests that come at once are acknowledged before the work on the first begins, and those that come later wait
 * for the work on one request, and not for all of it.
 */
export interface TurnsAfterArrivals {
  /** To be called for each request that comes in. */
  arrived: () => void
  /** Resolves when the work may begin. */
  next: () => Promise<void>
}

export function createTurnsAfterArrivals(maxWaitMs: number = MAX_WAIT_MS): TurnsAfterArrivals {
  let arrivals = 0
  let last: Promise<void> = Promise.resolve()
  const turnAfter = async (earlier: Promise<void>, since: number) => {
    await earlier
    let seen = arrivals
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await nextTurn()
      if (seen !== arrivals && performance.now() - since < maxWaitMs) quiet = -1
      seen = arrivals
    }
  }
  return {
    arrived: () => void arrivals++,
    next() {
      last = turnAfter(last, performance.now())
      return last
    },
  }
}

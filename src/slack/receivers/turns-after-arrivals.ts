import { setImmediate as nextTurn } from 'node:timers/promises'
import PQueue from 'p-queue'

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
  /** Resolves when the work may begin; that on an urgent request begins before that on others. */
  next: (urgent?: boolean) => Promise<void>
}

export function createTurnsAfterArrivals(maxWaitMs: number = MAX_WAIT_MS): TurnsAfterArrivals {
  const queue = new PQueue({ concurrency: 1 })
  let arrivals = 0
  const quiet = async (since: number) => {
    let seen = arrivals
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      await nextTurn()
      if (seen !== arrivals && performance.now() - since < maxWaitMs) turns = -1
      seen = arrivals
    }
  }
  return {
    arrived: () => void arrivals++,
    next(urgent = false) {
      const since = performance.now()
      return queue.add(() => quiet(since), { priority: urgent ? 1 : 0 })
    },
  }
}

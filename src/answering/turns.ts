import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Gives a function that resolves in a turn of the event loop of its own: of many that wait for it, one goes on at each
 * turn. Searches that become ready together, such as those whose vectors arrive at once, would otherwise run one after
 * another in one turn, and requests that come in meanwhile would wait for all of them to be acknowledged.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.then(() => nextTurn())
    return last
  }
}

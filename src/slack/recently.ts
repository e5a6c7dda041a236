import { LRUCache } from 'lru-cache'

const MAX_KEPT = 5000

/**
 * Gives a function that says whether it was called with the same key within the last `windowMs`. A clock that is set back
 * doesn't make the window longer.
 */
export function createRecently(windowMs: number, now: () => number): (key: string) => boolean {
  const times = new LRUCache<string, number>({ max: MAX_KEPT })
  return (key) => {
    const at = now()
    const last = times.get(key)
    if (last !== undefined && Math.abs(at - last) < windowMs) return true
    times.set(key, at)
    return false
  }
}

import { LRUCache } from 'lru-cache'

/** Slack delivers an event again if it wasn't acknowledged in time, up to about an hour later. */
const MAX_KEPT = 20_000

/** The events that are being handled or were, by id. */
export interface SeenEvents {
  /** True for the first caller with that id, false for every later one. */
  claim: (eventId: string) => boolean
  /** Forgets the event, so that its next delivery is handled: nobody was answered. */
  release: (eventId: string) => void
}

/** Remembers the last `max` events. */
export function createSeenEvents(max: number = MAX_KEPT): SeenEvents {
  const seen = new LRUCache<string, true>({ max })
  return {
    claim(eventId) {
      if (seen.has(eventId)) return false
      seen.set(eventId, true)
      return true
    },
    release: (eventId) => void seen.delete(eventId),
  }
}

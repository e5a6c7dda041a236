/** Slack delivers an event again when it did not hear in time that it arrived, up to about an hour later. */
const KEPT = 20_000

/** Which events are being dealt with or were. */
export interface SeenEvents {
  /** True for the first who claims the event, false for everyone after. */
  claim: (eventId: string) => boolean
  /** Gives the event back, so that its next delivery is dealt with: nobody was answered. */
  release: (eventId: string) => void
}

/** Remembers the last `kept` events, the oldest forgotten first. */
export function createSeenEvents(kept: number = KEPT): SeenEvents {
  const seen = new Set<string>()
  return {
    claim(eventId) {
      if (seen.has(eventId)) return false
      seen.add(eventId)
      for (const oldest of seen) {
        if (seen.size <= kept) break
        seen.delete(oldest)
      }
      return true
    },
    release: (eventId) => void seen.delete(eventId),
  }
}

/** Keeps what was set last, at most `kept` entries and none older than `keptMs`: the oldest are forgotten first. */
export interface BoundedMap<T> {
  get: (key: string) => T | undefined
  /** Sets it as the newest entry. */
  set: (key: string, value: T) => void
  delete: (key: string) => void
}

export function createBoundedMap<T>(kept: number, keptMs: number, now: () => number): BoundedMap<T> {
  const entries = new Map<string, { value: T; at: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      return entry && now() - entry.at <= keptMs ? entry.value : undefined
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, { value, at: now() })
      for (const [oldest, { at }] of entries) {
        if (entries.size <= kept && now() - at <= keptMs) break
        entries.delete(oldest)
      }
    },
    delete: (key) => void entries.delete(key),
  }
}

import { compareTexts } from '../../record/compare-texts.ts'
import type { Kind, State, StateEntry, StateName } from '../state.ts'

interface MemoryStateOptions {
  /** Milliseconds since 1970; the system's clock by default. */
  now?: () => number
}

type Stored = Omit<StateEntry, 'kind' | 'ageMs'> & { at: number }

/** A state that ends with the process. */
export function createMemoryState({ now = Date.now }: MemoryStateOptions = {}): State {
  /** The entries of each kind, by name, those set longest ago first. */
  const kinds = new Map<string, Map<string, Stored>>()

  const entriesOf = ({ name }: Kind) => {
    const entries = kinds.get(name) ?? new Map<string, Stored>()
    kinds.set(name, entries)
    return entries
  }
  // A clock that is set back doesn't keep entries longer.
  const isCurrent = ({ at }: Stored, { forMs }: Kind) => forMs === undefined || Math.abs(now() - at) < forMs
  const find = (name: StateName) => {
    const entry = entriesOf(name.kind).get(keyOf(name))
    return entry && isCurrent(entry, name.kind) ? entry : undefined
  }
  const put = ({ kind, team, key }: StateName, value: unknown, user: string | undefined) => {
    const entries = entriesOf(kind)
    const at = keyOf({ team, key })
    entries.delete(at)
    entries.set(at, { team, key, user, at: now(), value: copyOf(value) })
    // The first are the oldest: all that expired go, and what is over the bound.
    for (const [name, entry] of entries) {
      if (isCurrent(entry, kind) && entries.size <= (kind.max ?? Number.POSITIVE_INFINITY)) break
      entries.delete(name)
    }
  }
  const remove = ({ kind, team, key }: StateName) => void entriesOf(kind).delete(keyOf({ team, key }))

  return {
    get: async (name) => copyOf(find(name)?.value),
    set: async (name, value, { user } = {}) => put(name, value, user),
    async update(name, change, { user } = {}) {
      const before = find(name)
      const value = change(copyOf(before?.value))
      if (value === undefined) remove(name)
      else put(name, value, user ?? before?.user)
      return value
    },
    async claim(name, value = true, { user } = {}) {
      if (find(name)) return false
      put(name, value, user)
      return true
    },
    delete: async (name) => remove(name),
    async list(kind, { team, user, prefix = '' } = {}) {
      return [...entriesOf(kind).values()]
        .filter((entry) => isCurrent(entry, kind))
        .filter((entry) => team === undefined || entry.team === team)
        .filter((entry) => user === undefined || entry.user === user)
        .filter((entry) => entry.key.startsWith(prefix))
        .map(({ at, ...entry }) => ({ kind, ...entry, value: copyOf(entry.value), ageMs: now() - at }))
        .sort((a, b) => compareTexts(a.team, b.team) || compareTexts(a.key, b.key))
    },
    async counts(team, user) {
      const all = [...kinds].map(([name, entries]) => {
        const wanted = entries.values().filter((one) => one.team === team && (user === undefined || one.user === user))
        return [name, wanted.toArray().length] as const
      })
      return Object.fromEntries(all.filter(([, count]) => count > 0))
    },
    async erase(team, user) {
      let erased = 0
      for (const entries of kinds.values())
        for (const [name, entry] of entries) {
          if (entry.team !== team || (user !== undefined && entry.user !== user)) continue
          entries.delete(name)
          erased++
        }
      return erased
    },
    close: async () => {},
  }
}

const keyOf = ({ team, key }: { team: string; key: string }) => JSON.stringify([team, key])

/** As another process would read it: no two readers share an object. */
const copyOf = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** A kind of thing that is kept of workspaces and people. Whoever uses it declares it, with its bounds. */
export interface Kind {
  /** Unique, such as `turn`. */
  name: string
  /** How long an entry is kept since it was last set, in milliseconds; undefined for good. */
  forMs?: number
  /** How many entries there are at most, of all workspaces together; then those set longest ago go. Undefined for any number. */
  max?: number
  /** Whether it must outlast the process. The others may be gone after a restart. */
  durable?: boolean
}

/** Names an entry: no two workspaces share one. */
export interface StateName {
  kind: Kind
  /** The id of the workspace, or of an organisation for what belongs to all of it. */
  team: string
  /** Unique within the kind and the workspace. */
  key: string
}

/** Whose entry it is, so that it can be erased; undefined for what is nobody's in particular. */
interface Whose {
  user?: string | undefined
}

interface Writer extends Whose {
  /** Whose work writes it, where that may not be kept with it: for what refuses the writes about some. No store is told. */
  by?: string | undefined
}

export interface StateEntry extends StateName, Whose {
  /** JSON. Who reads it checks its shape: another version of the program may have written it. */
  value: unknown
  /** How many milliseconds ago it was set, by the clock of the state. */
  ageMs: number
}

interface Wanted {
  team?: string
  user?: string
  /** What the key begins with. */
  prefix?: string
}

/**
 * What the bot keeps of workspaces and people, apart from the record. Entries that are older than their kind allows are
 * not there. Each method is atomic, also where several processes share a state. @throws AppError `store-…` from every method
 */
export interface State {
  /** Undefined if it isn't there. */
  get: (name: StateName) => Promise<unknown>
  set: (name: StateName, value: unknown, whose?: Writer) => Promise<void>
  /**
   * Sets the entry to what `change` makes of its value, or deletes it if that is undefined. Gives the new value.
   * `change` is pure: it may be called again if another process was quicker.
   */
  update: (name: StateName, change: (before: unknown) => unknown, whose?: Writer) => Promise<unknown>
  /** Sets the entry unless it is there: true for the first of all that claim it, until it expires or is deleted. */
  claim: (name: StateName, value?: unknown, whose?: Writer) => Promise<boolean>
  delete: (name: StateName) => Promise<void>
  /** Sorted by workspace and key. */
  list: (kind: Kind, wanted?: Wanted) => Promise<StateEntry[]>
  /** How many entries of each kind are kept of a workspace, or of one person in it, by the name of the kind. */
  counts: (team: string, user?: string) => Promise<Record<string, number>>
  /** Deletes all that is kept of a workspace, or of one person in it. Gives how many entries that were. */
  erase: (team: string, user?: string) => Promise<number>
  close: () => Promise<void>
}

/** Whether answers are being fetched now: a surface says so, for until then a reply may lack what Parliament has. */
export type Fetching =
  /** Nothing is fetched now, or the syncs are another process's. */
  | { kind: 'idle' }
  /** A sync is under way: the newest answers come first. */
  | { kind: 'fetching' }
  /** The last sync could not reach Parliament: why, in a few words. */
  | { kind: 'unreachable'; problem: string }

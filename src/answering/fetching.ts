/** Whether answers are being fetched now: a surface says so, for until then a reply may lack what Parliament has. */
export type Fetching =
  /** Nothing is fetched now, or not that this process knows of. */
  | { kind: 'idle' }
  /** A sync is under way, of this process or of another: the newest answers come first. */
  | { kind: 'fetching' }
  /** The last sync could not reach Parliament: why, in a few words. */
  | { kind: 'unreachable'; problem: string }

export const IDLE: Fetching = { kind: 'idle' }

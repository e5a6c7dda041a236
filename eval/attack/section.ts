/** A line of the table: what was tried, how often, and what came of it. */
export interface Row {
  tried: string
  count: number
  outcome: string
  /** Whether that is what should come of it. */
  good: boolean
}

/** What a section is given. */
export interface Attack {
  /** Whether this is the short form, which CI runs: the same kinds of attack, each a few times. */
  short: boolean
  /** An empty folder for the section alone, deleted afterwards. */
  folder: string
  /** Aborted when the section's time is up. */
  signal: AbortSignal
  /** Stops a program or a server when the section ends, however it ends. */
  defer: (stop: () => unknown) => void
}

/**
 * A kind of attack on the real program. It gives its rows as they come. Everything that it starts listens on the loopback
 * interface alone.
 */
export interface Section {
  name: string
  /** How long all of it may take; by default `SECTION_MS`. */
  limitMs?: number
  run: (attack: Attack) => AsyncIterable<Row>
}

/** How long a section may take, in milliseconds. */
export const SECTION_MS = 5 * 60_000

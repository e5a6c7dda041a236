import type { WrittenAnswer } from '../record/answer.ts'
import type { ParliamentRecord } from '../sources/parliament/record.ts'

/** What became of a record that was looked at whole. */
export interface Examined {
  id: number
  /** Of the list row that led to it, so that it is not asked for again until that changes; none for a sibling. */
  fingerprint: string | undefined
  /** The record where it belongs to the corpus; undefined where it does not, or no longer. */
  record: ParliamentRecord | undefined
}

/** How far a run has come: a page of a step is stored with the place where the next begins. */
export interface Progress {
  step: string
  /** Where the next page of the step begins; undefined when the step is done. */
  next: number | undefined
  /** The last day that the run has seen an answer of. */
  newest: string | undefined
}

/** What storing a page changed, in answers. */
export interface Changed {
  added: number
  corrected: number
  dropped: number
}

/** An answer that came, changed (`answer` says what it is now) or went (`answer` is undefined). */
export interface Change {
  key: string
  answer: WrittenAnswer | undefined
}

export interface StoreStatus {
  answers: number
  /** The days of the oldest and the newest answer. */
  oldest: string | undefined
  newest: string | undefined
  /** When the last good sync ended, ISO 8601. */
  lastGood: string | undefined
  /** The last day that good syncs have covered. */
  coveredUntil: string | undefined
  /** What the last sync failed of, where it failed, and when. */
  lastError: { at: string; message: string } | undefined
}

/** Where synced answers outlast the process. Every method that writes does it whole or not at all. */
export interface AnswerStore {
  fingerprint: (id: number) => string | undefined
  /** The stored records of a group, by the first of its keys, in the order of their ids. */
  recordsOfGroup: (group: string) => ParliamentRecord[]
  /** Stores what a page led to, with how far the run has come. */
  savePage: (examined: readonly Examined[], progress: Progress) => Changed
  /** How far the steps of the unfinished run have come that began at or after `since` (ISO 8601). */
  progress: (since: string) => Map<string, Progress>
  beginRun: (now: string) => void
  finishRun: (now: string, coveredUntil: string | undefined) => void
  failRun: (now: string, message: string) => void
  /** A number that grows with every change of an answer. */
  revision: () => number
  /** At most `limit` changes after a revision, in their order, with the revision of the last. */
  changesSince: (revision: number, limit: number) => { changes: Change[]; revision: number }
  status: () => StoreStatus
  close: () => void
}

export type StoreErrorCode = 'unwritable' | 'full' | 'damaged' | 'newer'

/** The store can't do its work, for a reason that a person can mend: `message` says which and how. */
export class StoreError extends Error {
  override name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

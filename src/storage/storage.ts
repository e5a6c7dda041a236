import type { WrittenAnswer } from '../record/answer.ts'

/** A record that was fetched from its source. */
export interface FetchedRecord {
  id: number
  /** The first key of its group; undefined if the source has no such record (any more). */
  group: string | undefined
  /** The record as its source gave it, as JSON. */
  raw: unknown
}

/** What was fetched, whether it belongs to the corpus or not. For the sync. */
interface FetchedRecords {
  /** The fingerprints of the list rows that these records were last fetched for, by id; some have none. */
  fingerprints: (ids: readonly number[]) => Promise<Map<number, string>>
  /** The group of each of these records that has one, by id. */
  groups: (ids: readonly number[]) => Promise<Map<number, string>>
  /** All records of some groups, sorted by id. */
  ofGroups: (groups: readonly string[]) => Promise<FetchedRecord[]>
  /** At most `limit` records that have a group and an id above `id`, sorted by id. */
  after: (id: number, limit: number) => Promise<FetchedRecord[]>
}

/**
 * Runs work while no other process does, and gives its result; undefined, and nothing is run, while another does. It ends
 * with the process, however that ends. `lost` is aborted if that can't be kept up: then another process may begin, and the
 * work is to stop.
 */
export type Alone = <T>(work: (lost: AbortSignal) => Promise<T>) => Promise<{ result: T } | undefined>

/** An answer that is new or changed, or that was removed: then `answer` is undefined. */
export interface AnswerChange {
  key: string
  answer: WrittenAnswer | undefined
}

/** The answers made of the records. For a corpus that follows them. */
export interface AnswerFeed {
  /**
   * At most `limit` changes after a revision, in order, and the revision of the last of them. Of several changes of one
   * key only the last is there. `unreadable` are stored answers that are not valid.
   */
  changesSince: (
    revision: number,
    limit: number,
  ) => Promise<{ changes: AnswerChange[]; unreadable: { key: string; problem: string }[]; revision: number }>
  /** How many answers there are, and the days of the oldest and the newest. */
  span: () => Promise<{ answers: number; oldest: string | undefined; newest: string | undefined }>
  /**
   * Calls back soon after a process has saved answers. One call can be lost, so who needs each change also looks from time
   * to time. Gives what ends it. Missing where processes can't tell each other.
   */
  watch?: (onSaved: () => void) => () => void
}

export interface StoredAnswer {
  key: string
  group: string
  /** Undefined if what is stored is not a valid answer. */
  answer: WrittenAnswer | undefined
}

/** A page of a list that was saved. `step` names all that the list asks for. */
export interface StepProgress {
  step: string
  /** Where the next page begins; undefined if the step is done. */
  next: number | undefined
  /** The latest day of an answer that the run has seen. */
  newest: string | undefined
}

/** The days for which all that a search finds has been fetched, both included. */
export interface Coverage {
  search: string
  from: string
  until: string
}

export interface SyncStatus {
  /** When the last successful sync ended, ISO 8601. */
  lastGood: string | undefined
  /** The last day that successful syncs have covered. */
  coveredUntil: string | undefined
  /** Why and when the last sync failed, if it did. */
  lastError: { at: string; message: string } | undefined
}

/** The progress of syncs, and how they ended. `now` is ISO 8601. */
interface SyncRuns {
  /** For a sync: no two at a time. */
  alone: Alone
  begin: (now: string) => Promise<void>
  finish: (now: string, covered: { coveredUntil: string | undefined; searches: readonly Coverage[] }) => Promise<void>
  fail: (now: string, message: string) => Promise<void>
  /** The steps of unfinished runs that began at or after `since`, by name. */
  steps: (since: string) => Promise<Map<string, StepProgress>>
  coverage: () => Promise<Coverage[]>
  /** The version of what made the stored answers of their records; undefined before the first. */
  derivedBy: () => Promise<string | undefined>
  /** Cheap, whatever the number of answers. */
  status: () => Promise<SyncStatus>
}

/** What a step of a sync leads to. */
export interface SyncPage {
  /** A record without a fingerprint keeps the one that is stored. */
  records: readonly (FetchedRecord & { fingerprint?: string | undefined })[]
  /** Each key once. */
  answers: readonly (AnswerChange & { group: string })[]
  progress?: StepProgress
  derivedBy?: string
}

/**
 * Vectors of passages, by the name of the model that made them and the key of what was embedded, so that nothing is
 * embedded twice. For the search by meaning.
 */
export interface StoredVectors {
  /** The vectors of those keys that are stored. */
  get: (model: string, keys: readonly string[]) => Promise<Map<string, Int8Array>>
  /** Stores vectors, replacing those with the same keys. */
  put: (model: string, vectors: ReadonlyMap<string, Int8Array>) => Promise<void>
  /** Deletes the vectors of every other model. */
  retainModel: (model: string) => Promise<void>
  /** For making vectors, so that several machines don't make the same. Missing where only one machine has the store. */
  alone?: Alone
}

/** Where what was synced outlasts the process. @throws AppError `store-…` from every method */
export interface Storage {
  records: FetchedRecords
  answers: AnswerFeed & { ofGroups: (groups: readonly string[]) => Promise<StoredAnswer[]> }
  runs: SyncRuns
  vectors: StoredVectors
  /** Saves all of a page in one transaction, or nothing. */
  save: (page: SyncPage) => Promise<void>
  close: () => Promise<void>
}

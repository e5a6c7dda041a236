import type { WrittenAnswer } from '../record/answer.ts'

/** A list to ask a source for: questions that contain a term and were answered or corrected between two days. */
export interface ListQuery {
  term: string
  /** The numbers of the answering bodies to ask, if not all. */
  bodies?: readonly number[] | undefined
  dated: 'answered' | 'corrected'
  /** The first and the last day, both included. */
  from: string
  to: string
}

/** An entry of a list. A list may clip texts, so an entry only says which record it is and whether it changed. */
export interface ListRow {
  id: number
  /** A hash of the entry: it changes when the record does. */
  fingerprint: string
  /** The day of the answer, if the entry has one. */
  answered: string | undefined
}

interface ListPage {
  rows: ListRow[]
  unreadable: Unreadable[]
  /** Where the next page begins; undefined after the last. */
  next: number | undefined
}

/** A record that could not be read: which one, and why. */
export interface Unreadable {
  record: string
  problem: string
}

/** All that a record says, as plain text. */
export interface RecordTexts {
  /** The heading and the question. */
  asked: string
  answer: string
}

export type Parsed<R> = { record: R } | { unreadable: Unreadable }

/** Reads raw records: the JSON that a source gave, which is also what is stored. `R` is a parsed record. Pure. */
export interface RecordReader<R> {
  /** Raise it when the same raw records give other answers than before: stored answers are then made anew. */
  version: number
  parse: (raw: unknown) => Parsed<R>
  id: (record: R) => number
  /** The key of the record's own question. */
  key: (record: R) => string
  /** The keys of all questions that share the answer, sorted: the same list for each record of the group. */
  group: (record: R) => readonly [string, ...string[]]
  /** Whether the record has an answer: false if it is unanswered, withdrawn, empty, or ran out of time. */
  isAnswered: (record: R) => boolean
  texts: (record: R) => RecordTexts
  /** Whether two records of a group have the same answer; if not, one of them is out of date. */
  sameAnswer: (a: R, b: R) => boolean
  /**
   * The answer that the records of a group share. Does not depend on their order.
   * @throws Error if they make no valid answer
   */
  makeAnswer: (records: readonly [R, ...R[]]) => WrittenAnswer
}

/** What a source gives for one record: its JSON, or why that was not read. */
export type Given = { raw: unknown } | { unreadable: Unreadable }

/**
 * Where written answers come from.
 * Its calls are rate-limited and transient errors retried. @throws AppError `parliament-unreachable`
 */
export interface RecordSource<R> extends RecordReader<R> {
  /** The page of a list that begins at `skip`. */
  list: (query: ListQuery, skip: number) => Promise<ListPage>
  /** The whole record; undefined if there is none. */
  byId: (id: number) => Promise<Given | undefined>
  byKey: (key: string) => Promise<Given | undefined>
  /** How many requests were sent so far, and how many bytes came. */
  requests: () => { lists: number; details: number; bytes: number }
}

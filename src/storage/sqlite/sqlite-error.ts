import { StoreError, type StoreErrorCode } from '../answer-store.ts'

/** SQLite's primary result codes (sqlite.org/rescode.html) and Node's, by what a person can do about them. */
const CODES: Record<string, StoreErrorCode> = {
  // A statement of ours fails where a table is missing or another program's.
  1: 'damaged',
  3: 'unwritable',
  8: 'unwritable',
  14: 'unwritable',
  13: 'full',
  11: 'damaged',
  26: 'damaged',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  ENOENT: 'unwritable',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

/** Does the work; what SQLite or the file system refuses comes out as a StoreError, anything else as it is. */
export function asStoreError<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { errcode, code } = error as { errcode?: number; code?: string }
    const known = CODES[errcode === undefined ? String(code) : String(errcode & 0xff)]
    throw known ? new StoreError(known, advice(known, path), error) : error
  }
}

function advice(code: StoreErrorCode, path: string): string {
  switch (code) {
    case 'unwritable':
      return `${path} can't be written: give this user the right to, or set DATA_DIR to another folder.`
    case 'full':
      return `There is no room left to write ${path}: free some, and sync again. Nothing that was stored is lost.`
    case 'damaged':
      return `${path} is damaged: move it away, and sync again to fetch everything anew.`
    case 'newer':
      return `${path} was written by a newer version of this program: update it, or set DATA_DIR to another folder.`
  }
}

/** The error for a database that a newer program wrote. */
export function newerError(path: string): StoreError {
  return new StoreError('newer', advice('newer', path))
}

/** The error for a database that holds what this program did not write. */
export function damagedError(path: string, cause: unknown): StoreError {
  return new StoreError('damaged', advice('damaged', path), cause)
}

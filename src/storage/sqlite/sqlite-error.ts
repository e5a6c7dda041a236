import { AppError, type AppErrorCode } from '../../app-error.ts'

const SQLITE_BUSY = 5

type StoreErrorCode = Extract<AppErrorCode, 'store-unwritable' | 'store-full' | 'store-damaged' | 'store-newer'>

/** What a person can do about SQLite's primary result codes (sqlite.org/rescode.html) and the file system's codes. */
const CODES: Record<string, StoreErrorCode> = {
  // SQLITE_ERROR: a table is missing, or is another program's.
  1: 'store-damaged',
  3: 'store-unwritable',
  8: 'store-unwritable',
  14: 'store-unwritable',
  13: 'store-full',
  11: 'store-damaged',
  26: 'store-damaged',
  EACCES: 'store-unwritable',
  EPERM: 'store-unwritable',
  EROFS: 'store-unwritable',
  ENOTDIR: 'store-unwritable',
  EEXIST: 'store-unwritable',
  ENOENT: 'store-unwritable',
  ENOSPC: 'store-full',
  EDQUOT: 'store-full',
}

/** Runs the work; errors of SQLite and of the file system become an AppError with advice, others are passed on. */
export function asStoreError<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { errcode, code } = error as { errcode?: number; code?: string }
    const known = CODES[errcode === undefined ? String(code) : String(errcode & 0xff)]
    throw known ? storeError(known, path, error) : error
  }
}

/** Whether a write was refused because another process is writing: SQLITE_BUSY. */
export function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY
}

/** The error of that code for a store at that path. */
export function storeError(code: StoreErrorCode, path: string, cause?: unknown): AppError {
  const { problem, advice } = TEXTS[code]
  return new AppError(code, `${path} ${problem}:`, { advice, cause })
}

const TEXTS: Record<StoreErrorCode, { problem: string; advice: string }> = {
  'store-unwritable': {
    problem: 'can’t be written',
    advice: 'give this user the right to, or set DATA_DIR to another folder.',
  },
  'store-full': {
    problem: 'can’t be written, for there is no room left',
    advice: 'free some, and sync again. Nothing that was stored is lost.',
  },
  'store-damaged': {
    problem: 'is damaged',
    advice: 'restore it from a backup, or move it away. Answers that are missing are fetched by the next sync.',
  },
  'store-newer': {
    problem: 'was written by a newer version of this program',
    advice: 'update it, or set DATA_DIR to another folder.',
  },
}

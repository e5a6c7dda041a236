import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { codeOf } from '../../app-error.ts'
import { type Migrations, migrate } from './migrations.ts'
import { asStoreError, isBusy } from './sqlite-error.ts'

/** How long a write waits for another process. */
export const BUSY_MS = 5000
const RETRY_MS = 10

/**
 * Opens or creates a database of the newest schema of those migrations; read-only if the file isn't writable.
 * @throws AppError `store-…` if it can't be used at all
 */
export function openDatabase(path: string, migrations: Migrations): DatabaseSync {
  try {
    return asStoreError(path, () => {
      mkdirSync(dirname(path), { recursive: true })
      const settings = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'
      return patiently(() => ready(new DatabaseSync(path, { timeout: BUSY_MS }), migrations, path, settings))
    })
  } catch (error) {
    const readable = codeOf(error) === 'store-unwritable' ? openForReading(path, migrations) : undefined
    if (readable) return readable
    throw error
  }
}

/** Of several processes that make a file's write-ahead log at once, SQLite refuses some at once, whatever the timeout says. */
function patiently<T>(open: () => T): T {
  for (const until = performance.now() + BUSY_MS; ; ) {
    try {
      return open()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
    }
  }
}

function openForReading(path: string, migrations: Migrations): DatabaseSync | undefined {
  if (!existsSync(path)) return undefined
  // Without the files beside it, SQLite reads a WAL database only as one that nobody changes.
  const unchanging = pathToFileURL(path)
  unchanging.searchParams.set('immutable', '1')
  for (const open of [openReadOnly, openCopy])
    for (const location of [path, unchanging]) {
      try {
        return open(location, migrations, path)
      } catch {
        // The error to report is the one that prevented writing.
      }
    }
  return undefined
}

/** Fails for a database of an older schema, which can't be migrated where it is. */
function openReadOnly(location: string | URL, migrations: Migrations, path: string): DatabaseSync {
  return ready(new DatabaseSync(location, { readOnly: true }), migrations, path)
}

/** A copy in memory, migrated there and then read-only, too. */
function openCopy(location: string | URL, migrations: Migrations, path: string): DatabaseSync {
  const stored = new DatabaseSync(location, { readOnly: true })
  try {
    const bytes = stored.serialize()
    // Bytes 18 and 19 say whether a file has a write-ahead log (sqlite.org/fileformat.html); memory can't have one.
    bytes.fill(1, 18, 20)
    const copy = new DatabaseSync(':memory:')
    copy.deserialize(bytes)
    ready(copy, migrations, path).exec('PRAGMA query_only = ON')
    return copy
  } finally {
    stored.close()
  }
}

function ready(database: DatabaseSync, migrations: Migrations, path: string, settings = ''): DatabaseSync {
  try {
    database.exec(settings)
    migrate(database, migrations, path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

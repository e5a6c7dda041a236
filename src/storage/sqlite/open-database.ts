import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { StoreError } from '../answer-store.ts'
import { migrate } from './migrations.ts'
import { asStoreError, newerError } from './sqlite-error.ts'

/** How long a write waits for another process that writes. */
const BUSY_MS = 5000

/**
 * Opens a database of the newest schema, made where there is none. One that can be read and not written is opened for
 * reading: what it holds is served on, and writing to it fails.
 * @throws StoreError where it can't be used at all
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    return asStoreError(path, () => {
      mkdirSync(dirname(path), { recursive: true })
      const settings = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'
      return ready(new DatabaseSync(path, { timeout: BUSY_MS }), path, settings)
    })
  } catch (error) {
    const readable = (error as StoreError).code === 'unwritable' ? openForReading(path) : undefined
    if (readable) return readable
    throw error
  }
}

function openForReading(path: string): DatabaseSync | undefined {
  if (!existsSync(path)) return undefined
  // Without files beside it SQLite reads a database of this journal mode only if told that nobody changes it.
  const unchanging = pathToFileURL(path)
  unchanging.searchParams.set('immutable', '1')
  for (const location of [path, unchanging]) {
    try {
      return ready(new DatabaseSync(location, { readOnly: true }), path)
    } catch {
      // What kept it from being opened for writing is the error that counts.
    }
  }
  return undefined
}

function ready(database: DatabaseSync, path: string, settings = ''): DatabaseSync {
  try {
    database.exec(settings)
    if (migrate(database)) throw newerError(path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

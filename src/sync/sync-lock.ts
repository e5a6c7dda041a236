import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { asStoreError } from '../storage/sqlite/sqlite-error.ts'

const SQLITE_BUSY = 5

/** Another sync is under way, here or in another process. */
export class SyncUnderWay extends Error {
  override name = 'SyncUnderWay'

  constructor() {
    super('Another sync is under way: wait until it ends.')
  }
}

/**
 * Holds a lock while the work is done. It is a lock that SQLite takes on a file, so it goes with the process that holds
 * it, however that ends.
 * @throws SyncUnderWay where somebody holds it; StoreError where the file can't be written
 */
export async function withSyncLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const database = asStoreError(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    return new DatabaseSync(path, { timeout: 0 })
  })
  try {
    asStoreError(path, () => lock(database))
    return await work()
  } finally {
    database.close()
  }
}

function lock(database: DatabaseSync): void {
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    throw ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY ? new SyncUnderWay() : error
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../app-error.ts'
import { asStoreError, isBusy } from './sqlite-error.ts'

/**
 * Runs the work while no other sync has the lock of the folder. SQLite locks a file, so the lock ends with the process
 * that holds it, even if that is killed.
 * @throws AppError `sync-under-way` if the lock is held; `store-…` if the file can't be written
 */
export async function withSyncLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, 'sync.lock')
  const database = asStoreError(path, () => {
    mkdirSync(folder, { recursive: true })
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
    if (!isBusy(error)) throw error
    throw new AppError('sync-under-way', 'Another sync is under way:', { advice: 'wait until it ends.' })
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Alone } from '../storage.ts'
import { asStoreError, isBusy } from './sqlite-error.ts'

/**
 * Runs work while no other process has the lock of the folder's sync. SQLite locks a file, so the lock ends with the
 * process that holds it, even if that is killed; it can't be lost before. @throws AppError `store-…` if the file can't be written
 */
export function createSyncLock(folder: string): Alone {
  return async (work) => {
    const path = join(folder, 'sync.lock')
    const database = asStoreError(path, () => {
      mkdirSync(folder, { recursive: true })
      return new DatabaseSync(path, { timeout: 0 })
    })
    try {
      if (!asStoreError(path, () => lock(database))) return undefined
      return { result: await work(new AbortController().signal) }
    } finally {
      database.close()
    }
  }
}

function lock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (!isBusy(error)) throw error
    return false
  }
}

/** The same where only one process has the storage. */
export function createLockInMemory(): Alone {
  let held = false
  return async (work) => {
    if (held) return undefined
    held = true
    try {
      return { result: await work(new AbortController().signal) }
    } finally {
      held = false
    }
  }
}

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'

/** Where measuring keeps the vectors that it makes, so that a second run takes seconds: a folder of the data folder. */
export async function openQualityStorage(dataDir: string): Promise<Storage> {
  const folder = join(dataDir, 'quality')
  await mkdir(folder, { recursive: true })
  return createSqliteStorage(folder)
}

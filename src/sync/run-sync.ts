import { join } from 'node:path'
import type { SyncConfig } from '../config.ts'
import { analyseForStarts, CORPUS_FOLDER } from '../load-corpus.ts'
import { createParliamentSource } from '../sources/parliament/parliament-source.ts'
import { createSqliteStorage } from '../storage/sqlite/sqlite-storage.ts'
import { withSyncLock } from '../storage/sqlite/sync-lock.ts'
import { type SyncOptions, type SyncReport, sync } from './sync.ts'
import { loadTopic } from './topic.ts'

/** With fewer answers a start is quick without their analysis. */
const WORTH_ANALYSING = 1_000

/**
 * One sync with the parts that the configuration names, while no other runs on the same folder.
 * @throws AppError `wrong-topic`, `empty-span`, `sync-under-way`, `parliament-unreachable`, `store-…`
 */
export async function runSync(
  { apiUrl, dataDir, requestsPerSecond }: SyncConfig,
  asked: Pick<SyncOptions<unknown>, 'since' | 'until' | 'onProgress'> = {},
): Promise<SyncReport> {
  const topic = await loadTopic(join(CORPUS_FOLDER, 'topic.yml'))
  return withSyncLock(dataDir, async () => {
    const storage = createSqliteStorage(dataDir)
    try {
      const source = createParliamentSource({ url: apiUrl, requestsPerSecond })
      const report = await sync({ source, storage, topic, now: () => new Date(), ...asked })
      // The analysis only makes the next start quicker: if it fails, the sync was still successful.
      if ((await storage.answers.span()).answers >= WORTH_ANALYSING)
        await analyseForStarts(CORPUS_FOLDER, dataDir, storage.answers).catch(() => {})
      return report
    } finally {
      await storage.close()
    }
  })
}

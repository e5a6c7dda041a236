import { join } from 'node:path'
import type { SyncConfig } from '../config.ts'
import { CORPUS_FOLDER, saveIndex, storeFile } from '../load-corpus.ts'
import { createParliamentApi } from '../sources/parliament/api.ts'
import { createSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { readTopicFile } from './read-topic.ts'
import { type SyncOptions, type SyncReport, sync } from './sync.ts'
import { withSyncLock } from './sync-lock.ts'

/** Fewer answers are analysed at a start as quickly as read. */
const WORTH_ANALYSING = 1_000

/**
 * One sync, with the parts that the configuration names, while no other runs on the same data.
 * @throws EmptySpan, SyncUnderWay, ParliamentUnreachable, StoreError, BadTopic
 */
export async function runSync(
  config: SyncConfig,
  asked: Pick<SyncOptions, 'since' | 'until' | 'onProgress'> = {},
): Promise<SyncReport> {
  const topic = await readTopicFile(join(CORPUS_FOLDER, 'topic.yml'))
  return withSyncLock(join(config.dataDir, 'sync.lock'), async () => {
    const store = createSqliteStore(storeFile(config.dataDir))
    try {
      const api = createParliamentApi({ url: config.apiUrl, requestsPerSecond: config.requestsPerSecond })
      const report = await sync({ api, store, topic, now: () => new Date(), ...asked })
      // The answers are stored: what only makes the next start quicker can't fail a sync.
      if (store.status().answers >= WORTH_ANALYSING)
        await saveIndex(CORPUS_FOLDER, config.dataDir, store).catch(() => {})
      return report
    } finally {
      store.close()
    }
  })
}

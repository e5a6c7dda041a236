import { parentPort, workerData } from 'node:worker_threads'
import { runSync } from '../app.ts'
import type { SyncConfig } from '../config.ts'
import { packError } from '../sync/portable-error.ts'
import type { SyncOutcome } from '../sync/schedule.ts'

/**
 * One sync on a thread of its own, for the running bot: parsing pages would keep replies waiting. It makes no vectors: the
 * bot follows the store, and makes them itself.
 */
async function work(): Promise<SyncOutcome> {
  try {
    const { added, corrected, dropped, failed } = await runSync(workerData as SyncConfig)
    return { ok: true, added, corrected, dropped, failed: failed.length }
  } catch (error) {
    return { ok: false, error: packError(error) }
  }
}

parentPort?.postMessage(await work())

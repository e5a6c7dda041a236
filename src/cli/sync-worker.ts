import { parentPort, workerData } from 'node:worker_threads'
import { runSync } from '../app.ts'
import type { SyncConfig } from '../config.ts'
import type { SyncMessage } from '../sync/schedule.ts'

/** The bot is told at most so often that something was stored: it has replies to give. */
const TELL_MS = 1_000

// One sync on a thread of its own, for the running bot: parsing pages would keep replies waiting. It makes no vectors: the
// bot follows the store, and makes them itself. An error ends the thread, and Node passes it on with code, stack and causes.
const post = (message: SyncMessage) => parentPort?.postMessage(message)
let told = Number.NEGATIVE_INFINITY
const { added, corrected, dropped, failed } = await runSync(workerData as SyncConfig, {
  onProgress() {
    if (performance.now() - told < TELL_MS) return
    told = performance.now()
    post({ kind: 'stored' })
  },
})
post({ kind: 'done', changed: { added, corrected, dropped }, failed: failed.length })

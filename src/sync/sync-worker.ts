import { parentPort, workerData } from 'node:worker_threads'
import type { SyncConfig } from '../config.ts'
import { type PortableError, packError } from './portable-error.ts'
import { runSync } from './run-sync.ts'

/** The message of a worker when its sync ended. */
export type SyncOutcome =
  | { ok: true; added: number; corrected: number; dropped: number; failed: number }
  | { ok: false; error: PortableError }

/** One sync on a thread of its own: parsing pages would keep replies waiting. */
async function work(): Promise<SyncOutcome> {
  try {
    const { added, corrected, dropped, failed } = await runSync(workerData as SyncConfig)
    return { ok: true, added, corrected, dropped, failed: failed.length }
  } catch (error) {
    return { ok: false, error: packError(error) }
  }
}

parentPort?.postMessage(await work())

import { parentPort, workerData } from 'node:worker_threads'
import type { SyncConfig } from '../config.ts'
import { runSync } from './run-sync.ts'

/** What a worker says when its sync ended. */
export type SyncOutcome =
  | { ok: true; added: number; corrected: number; dropped: number; failed: number }
  | { ok: false; name: string; message: string }

/** One sync on a thread of its own, for it parses pages for longer than a reply may wait. */
async function work(): Promise<SyncOutcome> {
  try {
    const { added, corrected, dropped, failed } = await runSync(workerData as SyncConfig)
    return { ok: true, added, corrected, dropped, failed: failed.length }
  } catch (error) {
    return { ok: false, name: (error as Error).name, message: (error as Error).message }
  }
}

parentPort?.postMessage(await work())

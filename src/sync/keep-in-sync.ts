import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SyncConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { SyncOutcome } from './sync-worker.ts'

/** How often the store is looked at for what another process synced. */
const FOLLOW_MS = 60_000

interface Following {
  /** When the last good sync ended, ISO 8601. */
  lastGood: () => string | undefined
  /** Takes in what changed in the store. */
  refresh: () => Promise<void>
}

/**
 * Syncs as often as configured, the first time when the last good sync is that long ago, and takes in what changed,
 * whoever synced it. Failures are logged; what is there is served on. Gives a function that stops it.
 */
export function keepInSync(config: SyncConfig, { lastGood, refresh }: Following, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | undefined

  const follow = () => refresh().catch((error) => log.error('sync.refresh_failed', error))
  const following = setInterval(follow, FOLLOW_MS)

  const syncOnce = async () => {
    worker = new Worker(new URL('./sync-worker.ts', import.meta.url), { workerData: config })
    worker.on('error', (error) => log.error('sync.failed', error))
    const during = setInterval(follow, FOLLOW_MS / 12)
    try {
      const [outcome] = (await once(worker, 'message')) as [SyncOutcome]
      if (outcome.ok) log.info('sync.done', { ...outcome })
      else log.warn('sync.failed', { error: outcome.name, problem: outcome.message })
    } catch {
      // The worker's error was logged by its own listener.
    } finally {
      clearInterval(during)
      worker = undefined
    }
    await follow()
  }
  const schedule = (waitMs: number, everyMs: number) => {
    timer = setTimeout(async () => {
      await syncOnce()
      schedule(everyMs, everyMs)
    }, waitMs)
  }

  if (config.everyMs !== undefined) schedule(firstWait(lastGood(), config.everyMs), config.everyMs)
  return () => {
    clearInterval(following)
    clearTimeout(timer)
    void worker?.terminate()
  }
}

/** No longer than from one sync to the next, even where a clock was ahead when the last was noted. */
function firstWait(lastGood: string | undefined, everyMs: number): number {
  return lastGood === undefined ? 0 : Math.min(everyMs, Math.max(0, Date.parse(lastGood) + everyMs - Date.now()))
}

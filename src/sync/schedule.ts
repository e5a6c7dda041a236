import type { Worker } from 'node:worker_threads'
import { codeOf } from '../app-error.ts'
import type { Log } from '../log.ts'
import type { Changed } from './derive.ts'

/** How often the corpus takes in what another process has synced. */
const REFRESH_MS = 60_000

/** The message of a worker after a successful sync. */
export interface SyncDone extends Changed {
  failed: number
}

interface ScheduleOptions {
  /** Milliseconds between two syncs; undefined for none, and only a refresh. */
  everyMs: number | undefined
  /** Starts a thread that does one sync and posts `SyncDone`, or ends with an error. */
  startWorker: () => Worker
  /** When the last successful sync ended, ISO 8601. */
  lastGood: () => Promise<string | undefined>
  /** Takes in what changed in the storage. */
  refresh: () => Promise<void>
  log: Log
}

/**
 * Syncs as often as configured, first when the last successful sync is that long ago, and refreshes the corpus, also
 * after the syncs of other processes. Failures are logged and the next sync comes at its time. Returns a function that
 * stops it.
 */
export function scheduleSyncs({ everyMs, startWorker, lastGood, refresh, log }: ScheduleOptions): () => void {
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | undefined
  let stopped = false

  const refreshNow = () => refresh().catch((error) => log.error('sync.refresh_failed', error))
  const refreshing = setInterval(refreshNow, REFRESH_MS)

  const syncOnce = async () => {
    worker = startWorker()
    const duringSync = setInterval(refreshNow, REFRESH_MS / 12)
    try {
      log.info('sync.done', { ...(await outcomeOf(worker)) })
    } catch (error) {
      if (!stopped) logFailure(log, error)
    } finally {
      clearInterval(duringSync)
      worker = undefined
    }
    await refreshNow()
  }
  const syncAfter = (waitMs: number, everyMs: number) => {
    if (stopped) return
    timer = setTimeout(async () => {
      await syncOnce()
      syncAfter(everyMs, everyMs)
    }, waitMs)
  }
  const start = async (everyMs: number) => {
    // A storage that can't be read is no reason not to sync: the sync fails with advice, and is logged.
    const last = await lastGood().catch(() => undefined)
    syncAfter(firstWait(last, everyMs), everyMs)
  }

  if (everyMs !== undefined) void start(everyMs)
  return () => {
    stopped = true
    clearInterval(refreshing)
    clearTimeout(timer)
    void worker?.terminate()
  }
}

/** Rejects if the worker fails, or ends without a message. */
function outcomeOf(worker: Worker): Promise<SyncDone> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) =>
      reject(new Error(`the sync's thread ended with exit code ${code} before it was done`)),
    )
  })
}

/** What a person can mend is a warning, anything else an error with its stack. */
function logFailure(log: Log, error: unknown): void {
  const code = codeOf(error)
  if (code === undefined) log.error('sync.failed', error)
  else log.warn('sync.failed', { error: code, problem: (error as Error).message })
}

/** At most the time between two syncs, even if the last one was noted by a clock that was ahead. */
function firstWait(lastGood: string | undefined, everyMs: number): number {
  return lastGood === undefined ? 0 : Math.min(everyMs, Math.max(0, Date.parse(lastGood) + everyMs - Date.now()))
}

import type { Worker } from 'node:worker_threads'
import { type Fetching, IDLE } from '../answering/fetching.ts'
import { AppError, codeOf, reasonOf } from '../app-error.ts'
import type { Observe } from '../happening.ts'
import type { Log } from '../log.ts'
import type { Changed } from './derive.ts'

/** How often the corpus takes in what any process has synced. */
const REFRESH_MS = 5_000
/** How soon to look again while another process syncs. */
const UNDER_WAY_MS = 60_000
/** How soon to try again after Parliament could not be reached. */
const UNREACHABLE_MS = 15 * 60_000
/** A thread that stores nothing for this long hangs, such as in one record: all that Parliament may take is less. */
const MAX_SILENT_MS = 2 * 3_600_000

/** What the thread of a sync posts: that it stored something, and at its end how many answers changed. */
export type SyncMessage = { kind: 'stored' } | { kind: 'done'; changed: Changed; failed: number }
type Done = Extract<SyncMessage, { kind: 'done' }>

interface ScheduleOptions {
  /** Milliseconds between two syncs; undefined for none, and only a refresh. */
  everyMs: number | undefined
  /** Starts a thread that does one sync and posts a `SyncMessage` of each kind, or ends with an error. */
  startWorker: () => Worker
  /** When the last successful sync ended, ISO 8601. */
  lastGood: () => Promise<string | undefined>
  /** Takes in what changed in the storage. */
  refresh: () => Promise<void>
  /** Calls back when a process has saved something, so that it is taken in at once; see `AnswerFeed`. */
  watch?: ((onSaved: () => void) => () => void) | undefined
  /**
   * Called after each refresh, and when `fetching` changes. Where it is given, a person sees `fetching`, so that
   * Parliament can't be reached is no warning in the log as well.
   */
  onChange?: (() => void) | undefined
  /** Records why a sync failed that ended without recording it, such as for lack of memory. */
  onCrash?: (problem: string) => Promise<void>
  /** A thread that posts nothing for so long is ended. */
  maxSilentMs?: number
  observe?: Observe | undefined
  log: Log
}

interface Schedule {
  fetching: () => Fetching
  stop: () => Promise<void>
}

/**
 * Syncs when the last successful sync is as long ago as configured, at once if there was none, and refreshes the corpus
 * also after the syncs of other processes. Failures are logged, and the next sync comes at its time; earlier if
 * Parliament could not be reached or another process is syncing.
 */
export function scheduleSyncs(options: ScheduleOptions): Schedule {
  const { everyMs, startWorker, lastGood, onCrash, refresh, onChange, observe, log } = options
  const { maxSilentMs = MAX_SILENT_MS } = options
  let fetching = IDLE
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | undefined
  let stopped = false

  const become = (state: Fetching) => {
    fetching = state
    onChange?.()
  }
  let refreshFails = false
  const refreshNow = async () => {
    try {
      await refresh()
      if (refreshFails) log.info('sync.refresh_works_again')
      refreshFails = false
    } catch (error) {
      // Once, not every few seconds while a database is away.
      if (!refreshFails && !stopped) logRefreshFailure(error)
      refreshFails = true
    }
    if (!stopped) onChange?.()
  }
  const logRefreshFailure = (error: unknown) => {
    const code = codeOf(error)
    if (code === undefined) log.error('sync.refresh_failed', error)
    else log.warn('sync.refresh_failed', { error: code, problem: (error as Error).message })
  }
  const refreshing = setInterval(refreshNow, REFRESH_MS)
  const unwatch = options.watch?.(() => void refreshNow())

  /** What to say after a sync that failed, and how soon to look again. */
  const afterFailure = (error: unknown, everyMs: number): { next: Fetching; waitMs: number } => {
    const code = codeOf(error)
    switch (code) {
      case undefined:
        log.error('sync.failed', error)
        void onCrash?.((error as Error).message).catch(() => {})
        return { next: IDLE, waitMs: everyMs }
      case 'sync-under-way':
        log.info('sync.under_way')
        return { next: { kind: 'fetching' }, waitMs: Math.min(everyMs, UNDER_WAY_MS) }
      case 'sync-too-long':
        log.warn('sync.failed', { error: code, problem: (error as Error).message })
        void onCrash?.((error as Error).message).catch(() => {})
        return { next: IDLE, waitMs: Math.min(everyMs, UNREACHABLE_MS) }
      case 'parliament-unreachable':
        log[onChange ? 'info' : 'warn']('sync.failed', { error: code, problem: (error as Error).message })
        return {
          next: { kind: 'unreachable', problem: reasonOf(error) },
          waitMs: Math.min(everyMs, UNREACHABLE_MS),
        }
      default:
        log.warn('sync.failed', { error: code, problem: (error as Error).message })
        return { next: IDLE, waitMs: everyMs }
    }
  }
  const syncOnce = async (everyMs: number): Promise<number> => {
    // After a failure it is unreachable until a sync has stored something.
    if (fetching.kind !== 'unreachable') become({ kind: 'fetching' })
    let after: { next: Fetching; waitMs: number } = { next: IDLE, waitMs: everyMs }
    try {
      worker = startWorker()
      const { changed, failed } = await outcomeOf(worker, maxSilentMs, () => {
        become({ kind: 'fetching' })
        void refreshNow()
      })
      log.info('sync.done', { ...changed, failed })
      observe?.({ kind: 'synced', ...changed, failed })
    } catch (error) {
      if (!stopped) {
        after = afterFailure(error, everyMs)
        if (codeOf(error) !== 'sync-under-way') observe?.({ kind: 'sync-failed' })
      }
    }
    worker = undefined
    if (stopped) return 0
    await refreshNow()
    become(after.next)
    return after.waitMs
  }
  const syncWhenDue = async (everyMs: number) => {
    // A storage that can't be read is no reason not to sync: the sync fails with advice, and is logged.
    const last = await lastGood().catch(() => undefined)
    let waitMs = untilDue(last, everyMs)
    if (stopped) return
    if (waitMs > 0) become(IDLE)
    else waitMs = await syncOnce(everyMs)
    if (!stopped) timer = setTimeout(() => void syncWhenDue(everyMs), waitMs)
  }

  if (everyMs !== undefined) void syncWhenDue(everyMs)
  return {
    fetching: () => fetching,
    async stop() {
      stopped = true
      clearInterval(refreshing)
      unwatch?.()
      clearTimeout(timer)
      await worker?.terminate()
    },
  }
}

/** Rejects if the worker fails, ends before it is done, or posts nothing for too long: then it is ended. */
function outcomeOf(worker: Worker, maxSilentMs: number, onStored: () => void): Promise<Done> {
  const { promise, resolve, reject } = Promise.withResolvers<Done>()
  const silent = setTimeout(() => {
    const problem = `The sync was stopped: it stored nothing for ${Math.round(maxSilentMs / 60_000)} minutes.`
    reject(new AppError('sync-too-long', problem))
    void worker.terminate()
  }, maxSilentMs)
  worker.on('message', (message: SyncMessage) => {
    silent.refresh()
    if (message.kind === 'stored') onStored()
    else resolve(message)
  })
  worker.once('error', reject)
  worker.once('exit', (code) => {
    clearTimeout(silent)
    reject(new Error(`the sync's thread ended with exit code ${code} before it was done`))
  })
  return promise
}

/** Milliseconds until the next sync. A last one in the future was noted by a clock that was ahead: it doesn't count. */
function untilDue(lastGood: string | undefined, everyMs: number): number {
  const ago = lastGood === undefined ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(lastGood)
  return ago < 0 ? 0 : Math.max(0, everyMs - ago)
}

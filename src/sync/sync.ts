import { AppError } from '../app-error.ts'
import type { RecordSource, Unreadable } from '../sources/record-source.ts'
import type { StepProgress, Storage } from '../storage/storage.ts'
import { type Changed, sumOfChanges } from './derive.ts'
import { createFetch } from './fetch.ts'
import { type Plan, planSync, type Span } from './plan.ts'
import { remakeAnswers } from './remake.ts'
import { saveFetched } from './save.ts'
import type { SyncRun } from './sync-run.ts'
import type { Topic } from './topic.ts'

/** How long the steps of an interrupted run need not be repeated. */
const RESUME_HOURS = 24
/** Rows of a page whose records are fetched and saved at a time: at five requests a second, four seconds of work. */
const SLICE = 20
/** A first sync of two years takes about an hour. One that takes longer than this has a source that holds it up. */
const MAX_HOURS = 12
/** Twenty years of the topic are some thousand lists and one or two GB. */
const MAX_LISTS = 20_000
const MAX_GB = 10

type RequestsSent = ReturnType<RecordSource<unknown>['requests']>

export interface SyncReport extends Changed {
  span: Span
  /** Records that could not be read, and were left out. */
  failed: Unreadable[]
  requests: RequestsSent
  /** Steps that an earlier, interrupted run had done. */
  resumedSteps: number
}

export interface SyncProgress extends Changed {
  /** How many steps are done. */
  step: number
  steps: number
  failed: number
}

export interface SyncOptions<R> {
  source: RecordSource<R>
  storage: Storage
  topic: Topic
  now: () => Date
  since?: string | undefined
  until?: string | undefined
  /** Called whenever something was stored. */
  onProgress?: (progress: SyncProgress) => void
}

/**
 * Brings the storage up to date with the source, the newest answers first. Records are saved a few at a time, and the
 * progress after each page, so an interrupted run resumes. A record that can't be read is reported and left out.
 * @throws AppError `empty-span`, `parliament-unreachable`, `sync-too-long`, `store-…`; what was saved until then stays
 */
export async function sync<R>(options: SyncOptions<R>): Promise<SyncReport> {
  const { runs } = options.storage
  const began = options.now()
  const plan = planSync(options, began.toISOString().slice(0, 10), options.topic.searches, await runs.coverage())
  const resumable = await runs.steps(new Date(began.getTime() - RESUME_HOURS * 3_600_000).toISOString())
  await runs.begin(began.toISOString())
  try {
    const { report, newest } = await follow(plan, options, resumable)
    const searches = plan.coverageAfter(newest)
    const coveredUntil = searches.map(({ until }) => until).sort()[0]
    await runs.finish(options.now().toISOString(), { coveredUntil, searches })
    return report
  } catch (error) {
    // Recorded for the status; if that fails, too, the first error is the one to report.
    await runs.fail(options.now().toISOString(), (error as Error).message).catch(() => {})
    throw error
  }
}

async function follow<R>(plan: Plan, options: SyncOptions<R>, resumable: ReadonlyMap<string, StepProgress>) {
  const { source, storage, topic, onProgress } = options
  const began = options.now()
  const run: SyncRun<R> = { reader: source, storage, topic, failed: [] }
  const fetch = createFetch(source, run)
  let changed = await remakeAnswers(run, fetch)
  let resumedSteps = 0
  let newest = (await storage.runs.status()).coveredUntil

  const progressed = (step: number) =>
    onProgress?.({ ...changed, step, steps: plan.steps.length, failed: run.failed.length })

  for (const [index, { name, query }] of plan.steps.entries()) {
    const before = resumable.get(name)
    newest = latest(newest, before?.newest)
    if (before && before.next === undefined) resumedSteps++
    for (let skip = before ? before.next : 0; skip !== undefined; ) {
      stopIfTooMuch(began, options.now(), source.requests())
      const page = await source.list(query, skip)
      run.failed.push(...page.unreadable)
      newest = latest(newest, ...page.rows.map(({ answered }) => answered))
      for (let from = 0; from < page.rows.length; from += SLICE) {
        const fetched = await fetch.ofRows(page.rows.slice(from, from + SLICE))
        if (fetched.length === 0) continue
        changed = sumOfChanges(changed, await saveFetched(run, { fetched }))
        progressed(index)
      }
      await storage.save({ records: [], answers: [], progress: { step: name, next: page.next, newest } })
      skip = page.next
    }
    progressed(index + 1)
  }
  // Each record once, though several lists have it.
  const failed = [...new Map(run.failed.map((one) => [one.record, one])).values()]
  return { report: { ...changed, span: plan.span, failed, requests: source.requests(), resumedSteps }, newest }
}

function stopIfTooMuch(began: Date, now: Date, { lists, bytes }: RequestsSent): void {
  const hours = (now.getTime() - began.getTime()) / 3_600_000
  const [reached] = [
    ...(hours > MAX_HOURS ? [`${MAX_HOURS} hours`] : []),
    ...(lists > MAX_LISTS ? [`${MAX_LISTS} lists`] : []),
    ...(bytes > MAX_GB * 1e9 ? [`${MAX_GB} GB`] : []),
  ]
  if (reached === undefined) return
  const advice = 'What was stored stays, and the next sync continues from it.'
  throw new AppError('sync-too-long', `The sync was stopped after ${reached}.`, { advice })
}

function latest(...days: (string | undefined)[]): string | undefined {
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
}

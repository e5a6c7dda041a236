import { type ListPage, PAGE_SIZE, type ParliamentApi, type Unreadable } from '../sources/parliament/api.ts'
import type { AnswerStore, Changed, Progress } from '../storage/answer-store.ts'
import { createExamine } from './examine.ts'
import { planSteps, type Span, spanOf } from './plan.ts'
import type { Topic } from './topic.ts'

/** How old the steps of a run that was broken off may be to be gone on from: not asked again for that long. */
const RESUME_HOURS = 24

export interface SyncReport extends Changed {
  span: Span
  /** Records that did not fit, and were left out. */
  failed: Unreadable[]
  requests: { lists: number; details: number }
  /** Steps that an earlier run, broken off, had done. */
  resumedSteps: number
}

export interface SyncProgress extends Changed {
  step: number
  steps: number
  failed: number
}

export interface SyncOptions {
  api: ParliamentApi
  store: AnswerStore
  topic: Topic
  now: () => Date
  since?: string | undefined
  until?: string | undefined
  onProgress?: (progress: SyncProgress) => void
}

/**
 * Brings the store up to date with Parliament. Each page is stored with the progress of the run, so that a run that is
 * broken off anywhere is gone on from by the next. A record that does not fit is reported and left out.
 * @throws EmptySpan; ParliamentUnreachable, StoreError: what was stored until then stays
 */
export async function sync(options: SyncOptions): Promise<SyncReport> {
  const { store, now } = options
  const began = now()
  const span = spanOf(options, began.toISOString().slice(0, 10), store.status().coveredUntil)
  const resumable = store.progress(new Date(began.getTime() - RESUME_HOURS * 3_600_000).toISOString())
  store.beginRun(began.toISOString())
  try {
    const { report, newest } = await run(options, span, resumable)
    store.finishRun(now().toISOString(), covered(store.status().coveredUntil, report.span, newest))
    return report
  } catch (error) {
    failQuietly(store, now().toISOString(), (error as Error).message)
    throw error
  }
}

async function run(options: SyncOptions, span: Span, resumable: ReadonlyMap<string, Progress>) {
  const { api, store, topic, onProgress } = options
  const steps = planSteps(span, topic.searches)
  const examine = createExamine(api, store, topic)
  const changed = { added: 0, corrected: 0, dropped: 0 }
  const failed: Unreadable[] = []
  let resumedSteps = 0
  // How far the API itself has come: its clock, not ours, says what a later sync has to ask for.
  let newest = store.status().coveredUntil

  for (const [index, step] of steps.entries()) {
    const before = resumable.get(step.name)
    newest = later(newest, before?.newest)
    if (before && before.next === undefined) resumedSteps++
    for (let skip = before ? before.next : 0; skip !== undefined; ) {
      const page = await api.list({ ...step.query, skip })
      failed.push(...page.unreadable)
      newest = page.rows.reduce((last: string | undefined, { answered }) => later(last, answered), newest)
      const next = nextSkip(skip, page)
      const stored = store.savePage(await examine(page.rows, failed), { step: step.name, next, newest })
      for (const what of ['added', 'corrected', 'dropped'] as const) changed[what] += stored[what]
      skip = next
    }
    onProgress?.({ ...changed, step: index + 1, steps: steps.length, failed: failed.length })
  }
  return { report: { ...changed, span, failed: once(failed), requests: api.counts(), resumedSteps }, newest }
}

function nextSkip(skip: number, { count, total }: ListPage): number | undefined {
  return count > 0 && skip + PAGE_SIZE < total ? skip + PAGE_SIZE : undefined
}

/** Each record once, however often it was met. */
function once(failed: readonly Unreadable[]): Unreadable[] {
  return [...new Map(failed.map((one) => [one.record, one])).values()]
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return b === undefined || (a !== undefined && a > b) ? a : b
}

/** How far syncs have covered the record without a gap, after one of that span; nowhere where none has seen anything. */
function covered(before: string | undefined, span: Span, newest: string | undefined): string | undefined {
  if (newest === undefined) return before
  const now = newest < span.to ? newest : span.to
  if (before === undefined) return now
  return span.from > before || now < before ? before : now
}

/** What went wrong is to be kept for the status; where that can't be written either, the first error counts. */
function failQuietly(store: AnswerStore, now: string, message: string): void {
  try {
    store.failRun(now, message)
  } catch {}
}

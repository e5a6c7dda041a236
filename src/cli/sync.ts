import { SingleBar } from 'cli-progress'
import { corpusStatus, runSync, type SyncWithVectorsReport } from '../app.ts'
import { readSyncConfig, type SyncConfig } from '../config.ts'
import { Day } from '../record/dates.ts'
import type { SyncProgress } from '../sync/sync.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run sync [-- --since YYYY-MM-DD] [--until YYYY-MM-DD], or npm run sync -- --status

Fetches the answers of the topic from Parliament's API into DATA_DIR or the database of DATABASE_URL, and makes their vectors. It can be interrupted at any
moment; the next run resumes.

Options:
  --since DAY  fetch what was answered on that day or later (for a first sync the default is two years ago)
  --until DAY  fetch what was answered on that day or before
  --status     print how many answers are stored and how the last sync ended, and fetch nothing
  -h, --help   print this, and do nothing else

Settings: DATA_DIR, DATABASE_URL, EMBEDDINGS, SEARCH_URL, PARLIAMENT_API_URL, SYNC_REQUESTS_PER_SECOND
(docs/configuring.md).

Exit codes:
  0  up to date
  2  wrong usage, wrong configuration, a wrong topic file
  3  another sync is running
  4  Parliament can't be reached
  5  DATA_DIR or the database can't be written
  6  the disk is full
  7  the stored answers are damaged
  8  the stored answers are of a newer version
  9  anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/** Brings the synced answers up to date, or prints their status. docs/corpus.md lists the exit codes. */
export async function syncCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArguments(
    {
      args,
      options: { since: { type: 'string' }, until: { type: 'string' }, status: { type: 'boolean', default: false } },
    },
    MANUAL,
  )
  const since = parseDay('since', values.since)
  const until = parseDay('until', values.until)
  if (since && until && since > until) throw misuse(MANUAL, '--since is after --until.')
  const { sync, embeddings } = readSyncConfig(env)
  return values.status ? printStatus(sync) : syncWithProgress(sync, embeddings, since, until)
}

function parseDay(name: string, value: string | undefined): string | undefined {
  if (value === undefined || Day.safeParse(value).success) return value
  throw misuse(MANUAL, `--${name} takes a day like 2024-01-31.`)
}

async function syncWithProgress(
  config: SyncConfig,
  embeddings: boolean,
  since?: string,
  until?: string,
): Promise<number> {
  const syncing = createProgress(
    '{bar} {percentage}% · {added} new, {corrected} changed · {eta_formatted} left',
    (step, steps, { added, corrected }: SyncProgress) =>
      `${Math.floor((step / steps) * 10) * 10}%: ${added} new, ${corrected} changed`,
  )
  const makingVectors = createProgress(
    '{bar} {percentage}% · {value} of {total} vectors',
    (made, all) => `${made} of ${all} vectors made`,
  )
  let synced = false
  const onProgress = (progress: SyncProgress) => {
    syncing.show(progress.step, progress.steps, progress)
    synced = progress.step === progress.steps
    if (synced) syncing.stop()
  }
  const onVectors = ({ missing, made }: { missing: number; made: number }) => {
    if (synced) makingVectors.show(made, made + missing, {})
  }
  const vectors = embeddings ? { onProgress: onVectors } : undefined
  try {
    const report = await runSync(config, { since, until, onProgress, vectors })
    syncing.stop()
    makingVectors.stop()
    process.stdout.write(summary(report))
    return 0
  } finally {
    syncing.stop()
    makingVectors.stop()
  }
}

/** Shows how far something is: a bar at a terminal, elsewhere a line for each tenth. */
function createProgress<Counts extends object>(
  format: string,
  lineOf: (value: number, total: number, counts: Counts) => string,
) {
  const bar = process.stdout.isTTY ? new SingleBar({ format, hideCursor: true }) : undefined
  let tenths = 0
  return {
    show(value: number, total: number, counts: Counts) {
      if (bar && !bar.isActive) bar.start(total, value, counts)
      bar?.update(value, counts)
      const now = Math.floor((value / total) * 10)
      if (bar || now <= tenths) return
      tenths = now
      process.stdout.write(`${lineOf(value, total, counts)}\n`)
    },
    stop: () => bar?.stop(),
  }
}

function summary(report: SyncWithVectorsReport): string {
  const { span, added, corrected, dropped, failed, requests, resumedSteps, vectors } = report
  return [
    `Synced what was answered from ${span.from} to ${span.to}: ${added} new, ${corrected} changed, ${dropped} dropped, ${failed.length} failed.`,
    `${requests.lists} lists and ${requests.details} records were asked for.`,
    ...(resumedSteps > 0 ? [`${resumedSteps} steps had been done by an interrupted run.`] : []),
    ...(vectors ? [vectorSummary(vectors)] : []),
    ...failed.map(({ record, problem }) => `Left out: ${record}: ${problem}`),
    '',
  ].join('\n')
}

function vectorSummary({ made, missing, problem }: NonNullable<SyncWithVectorsReport['vectors']>): string {
  const count = `${made} ${made === 1 ? 'vector' : 'vectors'} made`
  if (problem === undefined) return `${count}.`
  return `${count}, ${missing} missing: these passages are found by their words alone. ${problem}`
}

async function printStatus(config: SyncConfig): Promise<number> {
  const { synced, shipped, oldest, newest, lastGood, coveredUntil, lastError } = await corpusStatus(config)
  const lines = [
    `Answers: ${synced} synced, ${shipped} shipped with the program`,
    `Oldest: ${oldest ?? 'none'}`,
    `Newest: ${newest ?? 'none'}`,
    `Last good sync: ${lastGood ?? 'never'}${coveredUntil ? `, up to ${coveredUntil}` : ''}`,
    `Last error: ${lastError ? `${lastError.message} (${lastError.at})` : 'none'}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

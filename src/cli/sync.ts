import { SingleBar } from 'cli-progress'
import { corpusStatus, runSync } from '../app.ts'
import { AppError } from '../app-error.ts'
import { readSyncConfig, type SyncConfig } from '../config.ts'
import { Day } from '../record/dates.ts'
import type { SyncProgress, SyncReport } from '../sync/sync.ts'
import { parseArguments } from './parse-arguments.ts'

const USAGE = 'Usage: npm run sync [-- --since YYYY-MM-DD] [--until YYYY-MM-DD], or npm run sync -- --status'

/** Brings the synced answers up to date, or prints their status. The README lists the exit codes. */
export async function syncCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArguments(
    {
      args,
      options: { since: { type: 'string' }, until: { type: 'string' }, status: { type: 'boolean', default: false } },
    },
    USAGE,
  )
  const since = parseDay('since', values.since)
  const until = parseDay('until', values.until)
  if (since && until && since > until) throw new AppError('misuse', `--since is after --until.\n${USAGE}`)
  const config = readSyncConfig(env)
  return values.status ? printStatus(config) : syncWithProgress(config, since, until)
}

function parseDay(name: string, value: string | undefined): string | undefined {
  if (value === undefined || Day.safeParse(value).success) return value
  throw new AppError('misuse', `--${name} takes a day like 2024-01-31.\n${USAGE}`)
}

async function syncWithProgress(config: SyncConfig, since?: string, until?: string): Promise<number> {
  const progress = process.stdout.isTTY ? progressBar() : progressLines()
  const report = await runSync(config, { since, until, onProgress: progress.show }).finally(progress.stop)
  process.stdout.write(summary(report))
  return 0
}

function progressBar() {
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {added} new, {corrected} changed · {eta_formatted} left',
    hideCursor: true,
  })
  let started = false
  return {
    show({ step, steps, added, corrected }: SyncProgress) {
      if (!started) bar.start(steps, step, { added, corrected })
      started = true
      bar.update(step, { added, corrected })
    },
    stop: () => bar.stop(),
  }
}

/** A line for each tenth of the steps. */
function progressLines() {
  let printed = 0
  return {
    show({ step, steps, added, corrected }: SyncProgress) {
      const tenths = Math.floor((step / steps) * 10)
      if (tenths > printed) process.stdout.write(`${tenths * 10}%: ${added} new, ${corrected} changed\n`)
      printed = tenths
    },
    stop() {},
  }
}

function summary({ span, added, corrected, dropped, failed, requests, resumedSteps }: SyncReport): string {
  return [
    `Synced what was answered from ${span.from} to ${span.to}: ${added} new, ${corrected} changed, ${dropped} dropped, ${failed.length} failed.`,
    `${requests.lists} lists and ${requests.details} records were asked for.`,
    ...(resumedSteps > 0 ? [`${resumedSteps} steps had been done by an interrupted run.`] : []),
    ...failed.map(({ record, problem }) => `Left out: ${record}: ${problem}`),
    '',
  ].join('\n')
}

async function printStatus({ dataDir }: SyncConfig): Promise<number> {
  const { synced, shipped, oldest, newest, lastGood, coveredUntil, lastError } = await corpusStatus(dataDir)
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

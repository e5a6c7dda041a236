import { existsSync } from 'node:fs'
import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { readSyncConfig, type SyncConfig } from '../config.ts'
import { storeFile } from '../load-corpus.ts'
import { ParliamentUnreachable } from '../sources/parliament/patient-get.ts'
import { StoreError, type StoreErrorCode, type StoreStatus } from '../storage/answer-store.ts'
import { createSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import { EmptySpan } from '../sync/plan.ts'
import { runSync } from '../sync/run-sync.ts'
import type { SyncProgress, SyncReport } from '../sync/sync.ts'
import { SyncUnderWay } from '../sync/sync-lock.ts'
import { BadTopic } from '../sync/topic.ts'
import { parseArguments } from './parse-arguments.ts'

const USAGE = 'Usage: npm run sync [-- --since YYYY-MM-DD] [--until YYYY-MM-DD], or npm run sync -- --status'

const MISUSE = 2
const UNDER_WAY = 3
const UNREACHABLE = 4
const STORE_CODES: Record<StoreErrorCode, number> = { unwritable: 5, full: 6, damaged: 7, newer: 8 }

/** Brings the synced answers up to date, or says how they stand. The README lists the exit codes. */
export async function syncCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArguments(
    {
      args,
      options: { since: { type: 'string' }, until: { type: 'string' }, status: { type: 'boolean', default: false } },
    },
    USAGE,
  )
  const since = day('since', values.since)
  const until = day('until', values.until)
  if (since && until && since > until) throw new AppError('misuse', `--since is after --until.\n${USAGE}`)
  const config = readSyncConfig(env)
  try {
    return values.status ? printStatus(config) : await run(config, since, until)
  } catch (error) {
    const code = exitCode(error)
    if (code === undefined) throw error
    process.stderr.write(`${(error as Error).message}\n`)
    return code
  }
}

function day(name: string, value: string | undefined): string | undefined {
  if (value === undefined || z.iso.date().safeParse(value).success) return value
  throw new AppError('misuse', `--${name} takes a day like 2024-01-31.\n${USAGE}`)
}

function exitCode(error: unknown): number | undefined {
  if (error instanceof EmptySpan || error instanceof BadTopic) return MISUSE
  if (error instanceof SyncUnderWay) return UNDER_WAY
  if (error instanceof ParliamentUnreachable) return UNREACHABLE
  return error instanceof StoreError ? STORE_CODES[error.code] : undefined
}

async function run(config: SyncConfig, since: string | undefined, until: string | undefined): Promise<number> {
  const progress = process.stdout.isTTY ? bar() : lines()
  try {
    const report = await runSync(config, { since, until, onProgress: progress.show })
    progress.stop()
    process.stdout.write(summary(report))
    return 0
  } catch (error) {
    progress.stop()
    throw error
  }
}

function bar() {
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

/** A line for each tenth of the way. */
function lines() {
  let said = 0
  return {
    show({ step, steps, added, corrected }: SyncProgress) {
      const tenths = Math.floor((step / steps) * 10)
      if (tenths > said) process.stdout.write(`${tenths * 10}%: ${added} new, ${corrected} changed\n`)
      said = tenths
    },
    stop() {},
  }
}

function summary({ span, added, corrected, dropped, failed, requests, resumedSteps }: SyncReport): string {
  return [
    `Synced what was answered from ${span.from} to ${span.to}: ${added} new, ${corrected} changed, ${dropped} dropped, ${failed.length} failed.`,
    `${requests.lists} lists and ${requests.details} records were asked for.`,
    ...(resumedSteps > 0 ? [`${resumedSteps} steps had been done by a run that was broken off.`] : []),
    ...failed.map(({ record, problem }) => `Left out: ${record}: ${problem}`),
    '',
  ].join('\n')
}

/** Looking makes nothing: where no sync has been, there is no store, and none is made. */
function printStatus(config: SyncConfig): number {
  const file = storeFile(config.dataDir)
  const store = existsSync(file) ? createSqliteStore(file) : undefined
  process.stdout.write(`${statusLines(store?.status()).join('\n')}\n`)
  store?.close()
  return 0
}

function statusLines(status: StoreStatus | undefined): string[] {
  const { lastGood, coveredUntil, lastError } = status ?? {}
  return [
    `Answers: ${status?.answers ?? 0}`,
    `Oldest: ${status?.oldest ?? 'none'}`,
    `Newest: ${status?.newest ?? 'none'}`,
    `Last good sync: ${lastGood ?? 'never'}${coveredUntil ? `, up to ${coveredUntil}` : ''}`,
    `Last error: ${lastError ? `${lastError.message} (${lastError.at})` : 'none'}`,
  ]
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import type { Fetching } from '../../src/answering/fetching.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { scheduleSyncs } from '../../src/sync/schedule.ts'
import { asking } from '../answering/answering-from.ts'
import { answer } from '../answers.ts'
import {
  type FakeRecord,
  type Faults,
  manyRecords,
  record,
  startFakeParliament,
} from '../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../temporary-folder.ts'

interface Options {
  every?: string
  path?: string
  everyMs?: number
  worker?: URL
  damage?: string
  faults?: Faults
  maxSilentMs?: number
  /** Gets each state that somebody would see. */
  shown?: Fetching[]
}

const HOUR_MS = 3_600_000
const SYNC_WORKER = new URL('../../src/cli/sync-worker.ts', import.meta.url)

/** A running corpus whose syncs are scheduled, from a Parliament with these records. */
async function scheduled(
  records: FakeRecord[],
  { every = '6h', path = '', everyMs, worker = SYNC_WORKER, damage, faults = {}, maxSilentMs, shown }: Options = {},
) {
  const fake = await startFakeParliament(records, faults)
  const folder = await temporaryFolder()
  const storage = createSqliteStorage(folder)
  if (damage !== undefined) {
    const database = new DatabaseSync(join(folder, 'answers.sqlite'))
    database.exec(damage)
    database.close()
  }
  const live = createLiveCorpus([], storage.answers)
  const { sync: config } = readConfig({
    PARLIAMENT_API_URL: fake.url + path,
    DATA_DIR: folder,
    SYNC_EVERY: every,
    SYNC_REQUESTS_PER_SECOND: '100',
  })
  const log: Record<string, unknown>[] = []
  const asked: number[] = []
  const started: number[] = []
  const start = () =>
    scheduleSyncs({
      everyMs: everyMs ?? config.everyMs,
      startWorker() {
        started.push(1)
        return new Worker(worker, { workerData: config, resourceLimits: { maxOldGenerationSizeMb: 64 } })
      },
      async lastGood() {
        asked.push(1)
        return (await storage.runs.status()).lastGood
      },
      onCrash: (problem) => storage.runs.fail(new Date().toISOString(), problem),
      ...(maxSilentMs !== undefined && { maxSilentMs }),
      refresh: live.refresh,
      onChange: shown && (() => shown.push(schedule.fetching())),
      log: createLog('info', (line) => log.push(JSON.parse(line))),
    })
  let schedule: ReturnType<typeof start>
  schedule = start()
  onTestFinished(async () => {
    await schedule.stop()
    await fake.close()
    await storage.close()
  })
  return {
    live,
    folder,
    storage,
    log,
    fake,
    asked,
    started,
    fetching: () => schedule.fetching(),
    stop: () => schedule.stop(),
    async restart() {
      await schedule.stop()
      schedule = start()
    },
  }
}

/** A module that a sync's thread runs in the place of the real one. */
async function workerOf(code: string): Promise<URL> {
  const file = join(await temporaryFolder(), 'worker.mjs')
  await writeFile(file, code)
  return pathToFileURL(file)
}

const recent = () => {
  const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)
  return record({ id: 1, dateTabled: day, dateAnswered: day, answerText: '<p>EHC plans take 20 weeks.</p>' })
}

test('new answers are found without a restart, and a good sync is repeated at its time, not before', async () => {
  const { live, log, asked, started, restart } = await scheduled([recent()])
  await expect.poll(() => log.map(({ event }) => event), { timeout: 45_000 }).toContain('sync.done')
  expect(log.find(({ event }) => event === 'sync.done')).toMatchObject({ added: 1, failed: 0 })
  await expect
    .poll(() => asking(createAnswering(live))('how long do EHC plans take'), { timeout: 10_000 })
    .toMatchObject({ kind: 'answer' })

  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  await restart()
  await expect.poll(() => asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(5 * HOUR_MS)
  expect(started).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(HOUR_MS)
  expect(started).toHaveLength(2)
})

test('a sync that fails is one line of the log, with the code and what to do', async () => {
  const { log } = await scheduled([recent()], { path: '/nowhere' })
  await expect
    .poll(() => log, { timeout: 45_000 })
    .toMatchObject([
      {
        level: 'warn',
        event: 'sync.failed',
        error: 'parliament-unreachable',
        problem: expect.stringContaining('/nowhere'),
      },
    ])
})

test('a sync that takes too much memory ends alone, and why is kept for the status', async () => {
  const { storage, log } = await scheduled([], {
    worker: await workerOf(`let all; for (;;) all = { all }`),
  })
  await storage.runs.begin(new Date().toISOString())
  await expect.poll(async () => (await storage.runs.status()).lastError?.message, { timeout: 45_000 }).toMatch(/memory/)
  expect(log).toMatchObject([{ level: 'error', event: 'sync.failed', error: expect.stringMatching(/memory/) }])
})

test('answers are found while the sync goes on; it is said to be fetching until it is done', async () => {
  const records = manyRecords().map((one) => ({ ...one, dateAnswered: recent().dateAnswered }))
  const shown: Fetching[] = []
  const { live, log, fetching } = await scheduled(records, { faults: { delayMs: 20 }, shown })
  await expect.poll(() => live.corpus.size(), { timeout: 45_000 }).toBeGreaterThan(0)
  expect([fetching(), log]).toEqual([{ kind: 'fetching' }, []])
  await expect.poll(fetching, { timeout: 45_000 }).toEqual({ kind: 'idle' })
  expect(live.corpus.size()).toBe(100)
  expect(new Set(shown.map(({ kind }) => kind))).toEqual(new Set(['fetching', 'idle']))
})

test('a sync whose thread hangs is ended, and the log and the status say why', async () => {
  const worker = await workerOf('for (;;);')
  const { log, storage, fetching } = await scheduled([], { worker, maxSilentMs: 2000 })
  await storage.runs.begin(new Date().toISOString())
  await expect
    .poll(() => log, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ event: 'sync.failed', error: 'sync-too-long' }))
  await expect.poll(async () => (await storage.runs.status()).lastError?.message ?? '').toContain('stored nothing for')
  await expect.poll(fetching).toEqual({ kind: 'idle' })
})

test('where Parliament can’t be reached it says why, once in place of the log, and tries again in a quarter of an hour', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const worker = await workerOf(`
    throw Object.assign(new Error('could not be reached'), {
      name: 'AppError', code: 'parliament-unreachable', reason: 'connect ECONNREFUSED' })`)
  const shown: Fetching[] = []
  const { started, log, fetching } = await scheduled([], { worker, shown })
  const unreachable = { kind: 'unreachable', problem: 'connect ECONNREFUSED' }
  await vi.waitFor(() => expect(fetching()).toEqual(unreachable), { timeout: 45_000 })
  expect(log).toMatchObject([{ level: 'info', event: 'sync.failed', error: 'parliament-unreachable' }])
  await vi.advanceTimersByTimeAsync(14 * 60_000)
  expect(started).toHaveLength(1)
  const before = shown.length
  await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 45_000 })
  expect(shown.slice(before).filter(({ kind }) => kind !== 'unreachable')).toEqual([])
})

test('while another process syncs it is quiet and says that answers are fetched; then it looks when its own is due', async () => {
  const { folder, storage, started, log, fetching, live, restart } = await scheduled([], { every: '6h' })
  await expect.poll(() => log.map(({ event }) => event), { timeout: 45_000 }).toEqual(['sync.done'])
  const database = new DatabaseSync(join(folder, 'answers.sqlite'))
  database.exec('DELETE FROM run')
  database.close()
  const other = new DatabaseSync(join(folder, 'sync.lock'))
  other.exec('BEGIN EXCLUSIVE')
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  await restart()
  await vi.waitFor(() => expect(log.map(({ event }) => event)).toContain('sync.under_way'), { timeout: 45_000 })
  await vi.waitFor(() => expect(fetching()).toEqual({ kind: 'fetching' }), { timeout: 45_000 })
  expect(log.filter(({ level }) => level !== 'info')).toEqual([])

  const theirs = answer({ heading: 'Ramps' })
  await storage.save({ records: [], answers: [{ key: answerKey(theirs), group: 'g', answer: theirs }] })
  await storage.runs.begin(new Date().toISOString())
  await storage.runs.finish(new Date().toISOString(), { coveredUntil: undefined, searches: [] })
  other.close()
  await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(() => expect(fetching()).toEqual({ kind: 'idle' }), { timeout: 45_000 })
  expect(started).toHaveLength(2)
  await expect.poll(() => live.corpus.size(), { timeout: 10_000 }).toBe(1)
})

test('a last sync in the future was noted by a clock that was ahead: it doesn’t count', async () => {
  const { storage, started, restart } = await scheduled([], { worker: await workerOf('process.exit(3)') })
  await expect.poll(() => started).toHaveLength(1)
  await storage.runs.begin('2999-01-01T00:00:00Z')
  await storage.runs.finish('2999-01-01T00:00:00Z', { coveredUntil: undefined, searches: [] })
  await restart()
  await expect.poll(() => started).toHaveLength(2)
})

test('a stop ends a sync that is under way within a moment, and says nothing more', async () => {
  const shown: Fetching[] = []
  const { stop, log } = await scheduled(manyRecords(), { faults: { delayMs: 100 }, shown })
  const before = shown.length
  await stop()
  await new Promise((done) => setImmediate(done))
  expect([shown.length, log]).toEqual([before, []])
})

test('a damaged storage does not stop the start: the sync fails and says what to do', async () => {
  const { log } = await scheduled([recent()], { damage: 'DROP TABLE run' })
  await expect
    .poll(() => log.find(({ event }) => event === 'sync.failed'), { timeout: 45_000 })
    .toMatchObject({ level: 'warn', error: 'store-damaged', problem: expect.stringContaining('move it away') })
})

test('a thread that exits without a message is logged, and the next sync still runs', async () => {
  const { log } = await scheduled([], { everyMs: 10, worker: await workerOf('process.exit(3)') })
  await expect.poll(() => log.length, { timeout: 45_000 }).toBeGreaterThan(1)
  expect(log[1]).toMatchObject({ level: 'error', event: 'sync.failed', error: expect.stringContaining('exit code 3') })
})

test('the stack and all causes of an unexpected error reach the log', async () => {
  const worker = await workerOf(`
    const cause = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
    function thrower() { throw new TypeError('outer', { cause }) }
    thrower()`)
  const { log } = await scheduled([], { worker })
  await expect.poll(() => log, { timeout: 45_000 }).toMatchObject([{ level: 'error', event: 'sync.failed' }])
  const error =
    /^TypeError: outer\n +at thrower [\s\S]*caused by: TypeError: fetch failed\n +at [\s\S]*caused by: Error: ECONN/
  expect(log[0]?.error).toMatch(error)
})

test('what is thrown and is no error is logged, too', async () => {
  const { log } = await scheduled([], { worker: await workerOf(`throw 'gone'`) })
  await expect.poll(() => log, { timeout: 45_000 }).toMatchObject([{ event: 'sync.failed', error: 'gone' }])
})

test('with SYNC_EVERY=off nothing is asked of Parliament', async () => {
  const { fake, asked } = await scheduled([recent()], { every: 'off' })
  expect([fake.requests, asked]).toEqual([[], []])
})

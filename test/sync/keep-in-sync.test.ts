import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { readSyncConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts'
import { keepInSync } from '../../src/sync/keep-in-sync.ts'
import { asking } from '../answering/answering-from.ts'
import { type FakeRecord, record, startFakeParliament } from '../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A running corpus that is kept in sync with a Parliament that holds those records. */
async function keeping(records: FakeRecord[], { every = '6h', path = '' } = {}) {
  const fake = await startFakeParliament(records)
  const folder = await temporaryFolder()
  const store = createSqliteStore(join(folder, 'answers.sqlite'))
  const live = createLiveCorpus([], store)
  const config = readSyncConfig({
    PARLIAMENT_API_URL: fake.url + path,
    DATA_DIR: folder,
    SYNC_EVERY: every,
    SYNC_REQUESTS_PER_SECOND: '100',
  })
  const log: Record<string, unknown>[] = []
  const following = { lastGood: () => store.status().lastGood, refresh: live.refresh }
  const start = () =>
    keepInSync(
      config,
      following,
      createLog('info', (line) => log.push(JSON.parse(line))),
    )
  let stop = start()
  onTestFinished(async () => {
    stop()
    await fake.close()
    store.close()
  })
  return {
    live,
    log,
    fake,
    restart() {
      stop()
      stop = start()
    },
  }
}

const recent = () => {
  const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)
  return record({ id: 1, dateTabled: day, dateAnswered: day, answerText: '<p>EHC plans take 20 weeks.</p>' })
}

test('what Parliament holds is answered without a restart, and a good sync is not repeated before its time', async () => {
  const { live, log, fake, restart } = await keeping([recent()])
  await expect.poll(() => log.map(({ event }) => event), { timeout: 45_000 }).toContain('sync.done')
  expect(log.find(({ event }) => event === 'sync.done')).toMatchObject({ added: 1, failed: 0 })
  await expect
    .poll(() => asking(createAnswering(live))('how long do EHC plans take'), { timeout: 10_000 })
    .toMatchObject({ kind: 'answer' })

  const requests = fake.requests.length
  restart()
  await new Promise((done) => setTimeout(done, 300))
  expect(fake.requests).toHaveLength(requests)
})

test('a sync that fails is a line of the log', async () => {
  const { log } = await keeping([recent()], { path: '/nowhere' })
  await expect
    .poll(() => log, { timeout: 45_000 })
    .toMatchObject([
      {
        level: 'warn',
        event: 'sync.failed',
        error: 'ParliamentUnreachable',
        problem: expect.stringContaining('/nowhere'),
      },
    ])
})

test('turned off, nothing is asked of Parliament', async () => {
  const { fake } = await keeping([recent()], { every: 'off' })
  await new Promise((done) => setTimeout(done, 300))
  expect(fake.requests).toEqual([])
})

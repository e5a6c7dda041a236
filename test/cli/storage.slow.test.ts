import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileVerdicts } from '../../src/storage/file-verdicts.ts'
import { createPostgresState } from '../../src/storage/postgres/postgres-state.ts'
import { createPostgresStorage } from '../../src/storage/postgres/postgres-storage.ts'
import { createPostgresVerdicts } from '../../src/storage/postgres/postgres-verdicts.ts'
import { createSqliteState } from '../../src/storage/sqlite/sqlite-state.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { createSyncLock } from '../../src/storage/sqlite/sync-lock.ts'
import { run } from '../run.ts'
import { page, put } from '../storage/storage-contract.ts'
import { verdict } from '../storage/verdicts-contract.ts'
import { HAS_POSTGRES, openTemporaryDatabase, temporaryDatabase } from '../temporary-database.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const NOTE = { name: 'note', durable: true }
const BRIEF = { name: 'brief', forMs: 60_000, durable: true }
const now = () => new Date('2024-07-01T10:00:00Z')
const copy = (folder: string, url: string) =>
  run(['src/cli.ts', 'storage', 'copy'], { env: { DATA_DIR: folder, DATABASE_URL: url } })

/** A folder with something of each kind; some answers were changed or removed. */
async function filledFolder() {
  const folder = await temporaryFolder()
  const storage = createSqliteStorage(folder)
  const records = Array.from({ length: 600 }, (_, n) => {
    return {
      id: n + 1,
      group: n % 3 === 0 ? undefined : `g${n}`,
      raw: n % 3 === 0 ? undefined : { n, text: 'é\0' },
      fingerprint: `f${n}`,
    }
  })
  await storage.runs.begin('2024-01-01T00:00:00Z')
  await storage.runs.finish('2024-01-01T01:00:00Z', {
    coveredUntil: '2023-12-30',
    searches: [{ search: '"ramps"', from: '2023-01-01', until: '2023-12-30' }],
  })
  await storage.runs.begin('2024-01-02T00:00:00Z')
  await storage.save(page({ records, answers: [put('1'), put('2'), put('3')], derivedBy: 'v1' }))
  await storage.save(
    page({
      answers: [{ ...put('2'), answer: undefined }, put('1', 'Lifts')],
      progress: { step: 'a', next: 100, newest: '2023-12-30' },
    }),
  )
  await storage.vectors.put('model', new Map([['key', Int8Array.from([1, -127, 0])]]))
  const state = createSqliteState(folder)
  await state.set({ kind: NOTE, team: 'T1', key: 'a' }, { n: 1 }, { user: 'U1' })
  await state.set({ kind: BRIEF, team: 'T1', key: 'b' }, 1)
  await state.close()
  const verdicts = createFileVerdicts({ folder, keepQuestions: false, now })
  for (const id of ['a', 'b', 'b']) await verdicts.keep({ ...verdict, id })
  return { folder, storage }
}

describe.skipIf(!HAS_POSTGRES)('npm run storage -- copy', () => {
  test('copies all of a folder into an empty database, and says how much that was', async () => {
    const { folder, storage } = await filledFolder()
    const url = await temporaryDatabase()
    const { code, stdout, stderr } = await copy(folder, url)
    expect([code, stderr]).toEqual([0, ''])
    for (const line of [
      '600 fetched records',
      '3 answers',
      '1 vectors',
      '2 syncs',
      '2 entries',
      '2 verdicts',
      'All was',
    ])
      expect(stdout).toContain(line)

    const database = await openTemporaryDatabase(url)
    const copied = createPostgresStorage(database)
    // In the same order and with the same revisions, so that who follows them can go on.
    expect(await copied.answers.changesSince(0, 99)).toEqual(await storage.answers.changesSince(0, 99))
    const ids = Array.from({ length: 600 }, (_, n) => n + 1)
    expect(await copied.records.fingerprints(ids)).toEqual(await storage.records.fingerprints(ids))
    expect(await copied.records.after(0, 999)).toEqual(await storage.records.after(0, 999))
    expect(await copied.runs.status()).toEqual(await storage.runs.status())
    expect(await copied.runs.coverage()).toEqual(await storage.runs.coverage())
    expect(await copied.runs.steps('')).toEqual(await storage.runs.steps(''))
    expect(await copied.runs.derivedBy()).toBe('v1')
    expect(await copied.vectors.get('model', ['key'])).toEqual(new Map([['key', Int8Array.from([1, -127, 0])]]))
    expect(await createPostgresState(database).list(NOTE)).toEqual([
      { kind: NOTE, team: 'T1', key: 'a', user: 'U1', value: { n: 1 }, ageMs: expect.any(Number) },
    ])
    // What is kept for a while goes in its time.
    const { rows } = await database.query('SELECT key, expires_at - set_at AS for_ms FROM entry ORDER BY key')
    expect(rows).toEqual([
      { key: 'a', for_ms: null },
      { key: 'b', for_ms: '60000' },
    ])
    // The same question has the same hash as before.
    const verdicts = createPostgresVerdicts(database, { keepQuestions: false, now })
    expect(await verdicts.counts('T1')).toEqual({ helpful: 2, unhelpful: 0 })
    await verdicts.keep({ ...verdict, id: 'c' })
    expect((await database.query('SELECT DISTINCT terms FROM verdict')).rows).toHaveLength(1)
    // Both can be written on.
    await copied.runs.begin('2024-01-03T00:00:00Z')
    await copied.save(page({ answers: [put('4')] }))
    expect((await copied.answers.changesSince(5, 9)).revision).toBe(6)
    await storage.close()
  })

  test('refuses a database that is not empty, and copies nothing then', async () => {
    const { folder, storage } = await filledFolder()
    const url = await temporaryDatabase()
    const database = await openTemporaryDatabase(url)
    await createPostgresState(database).set({ kind: NOTE, team: 'T1', key: 'b' }, 1)
    expect(await copy(folder, url)).toMatchObject({ code: 11, stderr: expect.stringContaining('is not empty') })
    expect((await createPostgresStorage(database).answers.span()).answers).toBe(0)
    await storage.close()
  })

  test('refuses while a sync is under way, and copies all or nothing if it fails', async () => {
    const { folder, storage } = await filledFolder()
    const url = await temporaryDatabase()
    await createSyncLock(folder)(async () => {
      expect(await copy(folder, url)).toMatchObject({ code: 3 })
    })
    await writeFile(join(folder, 'state.sqlite'), 'no database '.repeat(1000))
    expect(await copy(folder, url)).toMatchObject({ code: 7 })
    const database = await openTemporaryDatabase(url)
    expect((await createPostgresStorage(database).answers.span()).answers).toBe(0)
    await storage.close()
  })

  test('says that there is nothing to copy', async () => {
    const folder = await temporaryFolder()
    expect(await copy(folder, await temporaryDatabase())).toMatchObject({ code: 1 })
  })
})

test.for(['storage', 'storage move', 'storage copy'])('misuse ends with 2: %s', async (line) => {
  expect(await run(['src/cli.ts', ...line.split(' ')])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage: npm run storage'),
  })
})

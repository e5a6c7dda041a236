import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ParliamentRecord } from '../../../src/sources/parliament/record.ts'
import { asStoreError } from '../../../src/storage/sqlite/sqlite-error.ts'
import { createSqliteStore } from '../../../src/storage/sqlite/sqlite-store.ts'
import { SyncUnderWay, withSyncLock } from '../../../src/sync/sync-lock.ts'
import { record } from '../../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const examined = (draft: Parameters<typeof record>[0], fingerprint = 'f') => ({
  id: draft.id,
  fingerprint,
  record: ParliamentRecord.parse(record(draft)),
})
const DONE = { step: 'a', next: undefined, newest: undefined }

async function opened(path?: string) {
  const store = createSqliteStore(path ?? join(await temporaryFolder(), 'data', 'answers.sqlite'))
  onTestFinished(() => store.close())
  return store
}

describe('the store', () => {
  test('keeps answers over a restart', async () => {
    const path = join(await temporaryFolder(), 'answers.sqlite')
    const store = createSqliteStore(path)
    store.savePage([examined({ id: 1 })], DONE)
    store.close()
    expect((await opened(path)).changesSince(0, 10).changes).toMatchObject([{ key: '2024-03-01/1', answer: {} }])
  })

  test('tells what changed since a revision, what went included, in order and in slices', async () => {
    const store = await opened()
    expect(
      store.savePage(
        [1, 2, 3].map((id) => examined({ id })),
        DONE,
      ),
    ).toEqual({ added: 3, corrected: 0, dropped: 0 })
    const first = store.changesSince(0, 2)
    expect(first.changes).toHaveLength(2)
    expect(store.changesSince(first.revision, 2).changes).toHaveLength(1)
    const { revision } = store.changesSince(0, 10)
    expect(store.savePage([{ id: 2, fingerprint: 'g', record: undefined }], DONE)).toMatchObject({ dropped: 1 })
    expect(store.changesSince(revision, 10).changes).toEqual([{ key: '2024-03-01/2', answer: undefined }])
  })

  test('the same again is no change', async () => {
    const store = await opened()
    store.savePage([examined({ id: 1 })], DONE)
    const before = store.changesSince(0, 10)
    expect(store.savePage([examined({ id: 1 }, 'other')], DONE)).toEqual({ added: 0, corrected: 0, dropped: 0 })
    expect(store.changesSince(0, 10)).toEqual(before)
    expect(store.fingerprint(1)).toBe('other')
  })

  test('a page that can’t be stored leaves nothing of it', async () => {
    const store = await opened()
    const broken = { ...examined({ id: 2 }), record: { ...examined({ id: 2 }).record, dateAnswered: 'never' } }
    expect(() => store.savePage([examined({ id: 1 }), broken], DONE)).toThrow()
    expect([store.status().answers, store.fingerprint(1), store.progress('')]).toEqual([0, undefined, new Map()])
  })

  test('remembers how far an unfinished run has come, and forgets it when it ends', async () => {
    const store = await opened()
    store.beginRun('2024-01-01T00:00:00Z')
    store.savePage([], { step: 'a', next: 100, newest: '2023-12-30' })
    expect([...store.progress('2023-12-31T00:00:00Z').values()]).toEqual([
      { step: 'a', next: 100, newest: '2023-12-30' },
    ])
    expect(store.progress('2024-01-02T00:00:00Z').size).toBe(0)
    store.finishRun('2024-01-01T01:00:00Z', '2023-12-30')
    expect(store.progress('').size).toBe(0)
    expect(store.status()).toMatchObject({
      lastGood: '2024-01-01T01:00:00Z',
      coveredUntil: '2023-12-30',
      lastError: undefined,
    })
  })

  test('its schema is numbered, and one that a newer program wrote is refused', async () => {
    const path = join(await temporaryFolder(), 'answers.sqlite')
    createSqliteStore(path).close()
    const database = new DatabaseSync(path)
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => createSqliteStore(path)).toThrow(expect.objectContaining({ code: 'newer' }))
  })
})

describe('what goes wrong with a file is told apart', () => {
  test('a damaged database', async () => {
    const path = join(await temporaryFolder(), 'answers.sqlite')
    await writeFile(path, 'This is no database, though it is long enough to be one.'.repeat(100))
    expect(() => createSqliteStore(path)).toThrow(
      expect.objectContaining({ code: 'damaged', message: expect.stringContaining('move it away') }),
    )
  })

  test.each([
    ['an answer that is no JSON', `UPDATE answer SET json = '{'`],
    ['an answer that is none', `UPDATE answer SET json = '{}'`],
    ['a table that is missing', 'DROP TABLE answer'],
  ])('a database that is whole and holds %s is damaged, too', async (_what, harm) => {
    const path = join(await temporaryFolder(), 'answers.sqlite')
    const store = createSqliteStore(path)
    store.savePage([examined({ id: 1 })], DONE)
    store.close()
    const database = new DatabaseSync(path)
    database.exec(harm)
    database.close()
    expect(() => createSqliteStore(path).changesSince(0, 10)).toThrow(expect.objectContaining({ code: 'damaged' }))
  })

  test('a database of another program is damaged as ours', async () => {
    const path = join(await temporaryFolder(), 'answers.sqlite')
    const database = new DatabaseSync(path)
    database.exec('CREATE TABLE record (other)')
    database.close()
    expect(() => createSqliteStore(path)).toThrow(expect.objectContaining({ code: 'damaged' }))
  })

  test.skipIf(process.getuid === undefined)('one that can be read and not written is read', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'answers.sqlite')
    const first = createSqliteStore(path)
    first.savePage([examined({ id: 1 })], DONE)
    first.close()
    await chmod(folder, 0o555)
    await chmod(path, 0o444)
    // The superuser may write anywhere: then somebody else opens it.
    const superuser = process.getuid?.() === 0
    if (superuser) process.seteuid?.(65_534)
    try {
      const store = await opened(path)
      expect(store.status().answers).toBe(1)
      expect(store.changesSince(0, 10).changes).toMatchObject([{ key: '2024-03-01/1' }])
      expect(() => store.savePage([examined({ id: 2 })], DONE)).toThrow(expect.objectContaining({ code: 'unwritable' }))
    } finally {
      if (superuser) process.seteuid?.(0)
      await chmod(folder, 0o755)
    }
  })

  test('a folder that can’t be written', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    expect(() => createSqliteStore(join(folder, 'file', 'answers.sqlite'))).toThrow(
      expect.objectContaining({ code: 'unwritable' }),
    )
    await mkdir(join(folder, 'taken'))
    expect(() => createSqliteStore(join(folder, 'taken'))).toThrow(expect.objectContaining({ code: 'unwritable' }))
  })

  test('a full disk', async () => {
    const database = new DatabaseSync(join(await temporaryFolder(), 'small.sqlite'))
    onTestFinished(() => database.close())
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (x)')
    const fill = () => asStoreError('small.sqlite', () => database.exec('INSERT INTO t VALUES (randomblob(100000))'))
    expect(fill).toThrow(expect.objectContaining({ code: 'full', message: expect.stringContaining('no room left') }))
  })

  test('an error of ours stays what it is', () => {
    expect(() =>
      asStoreError('x', () => {
        throw new TypeError('ours')
      }),
    ).toThrow(TypeError)
  })
})

test('processes that make the store at the same moment all get it', async () => {
  const path = join(await temporaryFolder(), 'answers.sqlite')
  const module = new URL('../../../src/storage/sqlite/sqlite-store.ts', import.meta.url)
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const code = `
    const { workerData: { path, gate, module }, parentPort } = require('node:worker_threads')
    import(module).then(({ createSqliteStore }) => {
      parentPort.postMessage('ready')
      Atomics.wait(gate, 0, 0)
      createSqliteStore(path).close()
    })`
  const workers = Array.from({ length: 6 }, () => {
    return new Worker(code, { eval: true, workerData: { path, gate, module: module.href } })
  })
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  Atomics.store(gate, 0, 1)
  Atomics.notify(gate, 0)
  await ended
  expect((await opened(path)).status().answers).toBe(0)
})

describe('two syncs at once', () => {
  test('the second is told that one is under way, and the lock goes with the first', async () => {
    const path = join(await temporaryFolder(), 'sync.lock')
    await withSyncLock(path, async () => {
      await expect(withSyncLock(path, async () => 'second')).rejects.toThrow(SyncUnderWay)
    })
    expect(await withSyncLock(path, async () => 'third')).toBe('third')
  })
})

import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asStoreError } from '../../../src/storage/sqlite/sqlite-error.ts'
import { createMemoryStorage, createSqliteStorage } from '../../../src/storage/sqlite/sqlite-storage.ts'
import { answer } from '../../answers.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { page, put, storageContract } from '../storage-contract.ts'
import { storedAnswers } from '../stored-contents.ts'
import { whileReadOnly } from './read-only.ts'

async function opened(folder?: string) {
  const storage = createSqliteStorage(folder ?? join(await temporaryFolder(), 'data'))
  onTestFinished(() => storage.close())
  return storage
}

/** A folder whose storage has one answer, and what a test does to its database. */
async function folderWith(harm: string) {
  const folder = await temporaryFolder()
  const storage = createSqliteStorage(folder)
  await storage.save(page({ answers: [put('1'), put('2')], records: [{ id: 1, group: 'g', raw: {} }] }))
  await storage.close()
  const database = new DatabaseSync(join(folder, 'answers.sqlite'))
  database.exec(harm)
  database.close()
  return folder
}

storageContract('the storage of a folder', opened)
storageContract('the storage in memory', async () => createMemoryStorage())

test('answers are still there after a restart', async () => {
  const folder = await folderWith('')
  expect(await storedAnswers(await opened(folder))).toEqual([put('1').answer, put('2').answer])
})

test('how the last sync ended is known without counting the answers', async () => {
  const { save, runs, answers } = await opened()
  const paragraphs = ['A long paragraph. '.repeat(200)]
  const many = Array.from({ length: 3_000 }, (_, n) => ({ ...put(String(n + 1)), answer: answer({ paragraphs }) }))
  await save(page({ answers: many }))
  const medianOf = async (work: () => Promise<unknown>) => {
    const times: number[] = []
    for (let n = 0; n < 21; n++) {
      const began = performance.now()
      await work()
      times.push(performance.now() - began)
    }
    return times.sort((a, b) => a - b)[10] as number
  }
  expect(await medianOf(runs.status)).toBeLessThan((await medianOf(answers.span)) / 3)
})

describe('each fault of a file has its own code', () => {
  test('a damaged database', async () => {
    const folder = await temporaryFolder()
    await writeFile(
      join(folder, 'answers.sqlite'),
      'This is no database, though it is long enough to be one.'.repeat(100),
    )
    expect(() => createSqliteStorage(folder)).toThrow(
      expect.objectContaining({ code: 'store-damaged', message: expect.stringContaining('move it away') }),
    )
  })

  test('a database without one of the tables', async () => {
    const folder = await folderWith('DROP TABLE answer')
    expect(() => createSqliteStorage(folder)).toThrow(expect.objectContaining({ code: 'store-damaged' }))
  })

  test('a record that is not JSON', async () => {
    const { records } = await opened(await folderWith(`UPDATE fetched SET json = '{'`))
    await expect(records.after(0, 10)).rejects.toMatchObject({ code: 'store-damaged' })
  })

  test.each([
    ['is not JSON', '{'],
    ['does not fit the schema', '{}'],
  ])('an answer that %s is reported, and only it is left out', async (_what, json) => {
    const { answers } = await opened(await folderWith(`UPDATE answer SET json = '${json}' WHERE key LIKE '%/1'`))
    const { changes, unreadable } = await answers.changesSince(0, 10)
    expect(changes.map(({ key }) => key)).toEqual([put('2').key])
    expect(unreadable).toEqual([{ key: put('1').key, problem: expect.any(String) }])
    expect(await answers.ofGroups([put('1').group])).toMatchObject([{ key: put('1').key, answer: undefined }])
  })

  test('a database of another program', async () => {
    const folder = await temporaryFolder()
    const database = new DatabaseSync(join(folder, 'answers.sqlite'))
    database.exec('CREATE TABLE record (other)')
    database.close()
    expect(() => createSqliteStorage(folder)).toThrow(expect.objectContaining({ code: 'store-damaged' }))
  })

  test('one that a newer version of this program wrote', async () => {
    const folder = await folderWith('PRAGMA user_version = 99')
    expect(() => createSqliteStorage(folder)).toThrow(expect.objectContaining({ code: 'store-newer' }))
  })

  test.skipIf(process.getuid === undefined)(
    'a database that can be read but not written is opened for reading',
    async () => {
      const folder = await folderWith('')
      await whileReadOnly(folder, async () => {
        const storage = await opened(folder)
        expect((await storage.answers.span()).answers).toBe(2)
        expect(await storedAnswers(storage)).toHaveLength(2)
        await expect(storage.save(page({ answers: [put('3')] }))).rejects.toMatchObject({ code: 'store-unwritable' })
      })
    },
  )

  test('a folder that can’t be written', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    const unwritable = expect.objectContaining({ code: 'store-unwritable' })
    expect(() => createSqliteStorage(join(folder, 'file'))).toThrow(unwritable)
    await mkdir(join(folder, 'answers.sqlite'))
    expect(() => createSqliteStorage(folder)).toThrow(unwritable)
  })

  test('a full disk', async () => {
    const database = new DatabaseSync(join(await temporaryFolder(), 'small.sqlite'))
    onTestFinished(() => database.close())
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (x)')
    const fill = () => asStoreError('small.sqlite', () => database.exec('INSERT INTO t VALUES (randomblob(100000))'))
    expect(fill).toThrow(
      expect.objectContaining({ code: 'store-full', message: expect.stringContaining('no room left') }),
    )
  })

  test('any other error is passed on', () => {
    expect(() =>
      asStoreError('x', () => {
        throw new TypeError('ours')
      }),
    ).toThrow(TypeError)
  })
})

test('several processes can create the storage at the same moment', async () => {
  const folder = await temporaryFolder()
  const module = new URL('../../../src/storage/sqlite/sqlite-storage.ts', import.meta.url)
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const code = `
    const { workerData: { folder, gate, module }, parentPort } = require('node:worker_threads')
    import(module).then(({ createSqliteStorage }) => {
      parentPort.postMessage('ready')
      Atomics.wait(gate, 0, 0)
      createSqliteStorage(folder).close()
    })`
  const workers = Array.from({ length: 6 }, () => {
    return new Worker(code, { eval: true, workerData: { folder, gate, module: module.href } })
  })
  const ended = Promise.all(workers.map((worker) => once(worker, 'exit')))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  Atomics.store(gate, 0, 1)
  Atomics.notify(gate, 0)
  await ended
  expect((await (await opened(folder)).answers.span()).answers).toBe(0)
})

test('vectors wait for another process that writes, without holding up this thread', async () => {
  const folder = await folderWith('')
  const storage = await opened(folder)
  const other = new DatabaseSync(join(folder, 'answers.sqlite'))
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  let stored = false
  const putting = storage.vectors.put('model', new Map([['key', new Int8Array([1, 2])]])).then(() => {
    stored = true
  })
  // On a thread that is held up, this would never run, and the write would fail.
  await new Promise((done) => setTimeout(done, 50))
  expect(stored).toBe(false)
  other.exec('COMMIT')
  await putting
  expect(await storage.vectors.get('model', ['key'])).toEqual(new Map([['key', new Int8Array([1, 2])]]))
})

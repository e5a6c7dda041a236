import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createAlone } from '../../../src/storage/postgres/alone.ts'
import { openDatabase } from '../../../src/storage/postgres/database.ts'
import { MIGRATIONS } from '../../../src/storage/postgres/migrations.ts'
import { asStoreError } from '../../../src/storage/postgres/postgres-error.ts'
import { createPostgresLimits } from '../../../src/storage/postgres/postgres-limits.ts'
import { createPostgresState } from '../../../src/storage/postgres/postgres-state.ts'
import { createPostgresStorage } from '../../../src/storage/postgres/postgres-storage.ts'
import { PASSWORD, type PostgresServer, startPostgres } from '../../postgres-server.ts'
import { ROOT } from '../../run.ts'
import { HAS_POSTGRES, openTemporaryDatabase, temporaryDatabase } from '../../temporary-database.ts'
import { page, put } from '../storage-contract.ts'
import { storedAnswers } from '../stored-contents.ts'

const MODULE = new URL('../../../src/storage/postgres/', import.meta.url)
const NOTE = { name: 'note' }

/** A process that opens a database, runs a line of code with `database`, says "ready", and waits. */
async function otherProcess(url: string, code: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { openDatabase } from ${JSON.stringify(new URL('database.ts', MODULE).href)}
      import { createAlone } from ${JSON.stringify(new URL('alone.ts', MODULE).href)}
      const database = await openDatabase(process.env.URL)
      const ready = () => new Promise(() => { process.stdout.write('ready'); setInterval(() => {}, 1000) })
      ${code}
      process.stdout.write('ended')`,
    ],
    { cwd: ROOT, env: { PATH: process.env.PATH, URL: url }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said) }
}

describe.skipIf(!HAS_POSTGRES)('a database', () => {
  test('is migrated once where several processes open it at the same moment', async () => {
    const url = await temporaryDatabase()
    const opened = await Promise.all(Array.from({ length: 5 }, () => openTemporaryDatabase(url)))
    const { rows } = await (opened[0] as (typeof opened)[number]).query('SELECT name FROM migration')
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(MIGRATIONS))
  })

  describe('has an error with a code for each fault', () => {
    const failure = (url: string) => openDatabase(url, { patienceMs: 0 }).then(undefined, (error) => error)

    test('a password that is refused, which is in no message', async () => {
      const url = await temporaryDatabase()
      const wrong = url.replace(PASSWORD, 'open-sesame')
      const error = await failure(wrong)
      expect(error).toMatchObject({ code: 'store-refused', message: expect.stringContaining('password') })
      for (const shown of [error.message, inspect(error, { depth: 9, showHidden: true })])
        expect(shown).not.toMatch(/sesame/)
    })

    test('a database that is not there', async () => {
      const url = await temporaryDatabase()
      expect(await failure(`${url}x`)).toMatchObject({ code: 'store-refused' })
    })

    test('a server that can’t be reached', async () => {
      const error = await failure('postgres://send:secret@127.0.0.1:1/answers')
      expect(error).toMatchObject({
        code: 'store-unreachable',
        message: expect.stringContaining('answers at 127.0.0.1:1 can’t be reached'),
      })
      expect(error.message).not.toMatch(/secret/)
      expect(await failure('postgres://send@no-such-host.invalid/answers')).toMatchObject({ code: 'store-unreachable' })
    })

    test('one that a newer version has migrated', async () => {
      const url = await temporaryDatabase()
      const database = await openTemporaryDatabase(url)
      await database.query(`INSERT INTO migration (name, timestamp) VALUES ('9999-later', '')`)
      expect(await failure(url)).toMatchObject({ code: 'store-newer' })
    })

    test('one in which the user may create nothing', async () => {
      const url = await temporaryDatabase()
      const owner = await openTemporaryDatabase(await temporaryDatabase())
      const role = `reader_${process.pid}`
      await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'r'`)
      onTestFinished(async () => void (await owner.query(`DROP ROLE ${role}`)))
      expect(await failure(url.replace(/\/\/[^@]+@/, `//${role}:r@`))).toMatchObject({ code: 'store-unwritable' })
    })

    test('one of another program', async () => {
      const database = await openTemporaryDatabase()
      await database.query('DROP TABLE run')
      await expect(createPostgresStorage(database).runs.status()).rejects.toMatchObject({ code: 'store-damaged' })
    })

    test('JSON that is damaged', async () => {
      const database = await openTemporaryDatabase()
      const name = { kind: NOTE, team: 'T1', key: 'a' }
      await createPostgresState(database).set(name, 1)
      await database.query(`UPDATE entry SET value = 'are ramps free?'`)
      const error = await createPostgresState(database)
        .get(name)
        .catch((error) => error)
      expect(error).toMatchObject({ code: 'store-damaged' })
      expect(inspect(error, { depth: 9 })).not.toMatch(/ramps/)
    })

    test.for([
      ['53100', 'store-full'],
      ['53300', 'store-unreachable'],
      ['57P03', 'store-unreachable'],
      ['25006', 'store-unwritable'],
      ['XX001', 'store-damaged'],
    ])('SQLSTATE %s is %s', async ([code, ours]) => {
      const failing = asStoreError('x', () => Promise.reject(Object.assign(new Error('it failed'), { code })))
      await expect(failing).rejects.toMatchObject({ code: ours, message: expect.stringContaining('it failed') })
    })

    test('any other error is passed on', async () => {
      const failing = asStoreError('x', () => Promise.reject(new TypeError('ours')))
      await expect(failing).rejects.toThrow(TypeError)
    })
  })

  test('a reader that follows while several processes save misses no change', async () => {
    const url = await temporaryDatabase()
    const stores = await Promise.all(
      Array.from({ length: 3 }, async () => createPostgresStorage(await openTemporaryDatabase(url))),
    )
    const [reader] = stores as [(typeof stores)[number]]
    const seen: string[] = []
    let revision = 0
    let over = false
    const follow = async () => {
      for (;;) {
        const last = over
        const slice = await reader.answers.changesSince(revision, 7)
        revision = slice.revision
        seen.push(...slice.changes.map(({ key }) => key))
        if (last && slice.changes.length === 0) return
      }
    }
    const following = follow()
    await Promise.all(
      stores.map(async ({ save }, store) => {
        for (let n = 0; n < 25; n++)
          await save(page({ answers: [put(`${store + 1}0${n}1`), put(`${store + 1}0${n}2`)] }))
      }),
    )
    over = true
    await following
    expect(new Set(seen).size).toBe(150)
    expect(seen).toHaveLength(150)
  })

  test('a lock is free again when the process that held it is killed', async () => {
    const url = await temporaryDatabase()
    const alone = createAlone(await openTemporaryDatabase(url), 'sync')
    const { child, said } = await otherProcess(url, `await createAlone(database, 'sync')(ready)`)
    expect(said).toBe('ready')
    expect(await alone(async () => 'second')).toBeUndefined()
    child.kill('SIGKILL')
    await expect.poll(() => alone(async () => 'second'), { timeout: 10_000 }).toEqual({ result: 'second' })
  })

  test('what another process saves is told at once, also after the connection that listens was ended', async () => {
    const url = await temporaryDatabase()
    const database = await openTemporaryDatabase(url)
    const { answers } = createPostgresStorage(database)
    const other = createPostgresStorage(await openTemporaryDatabase(url))
    let told = 0
    const stop = answers.watch?.(() => void told++)
    // When it has begun to listen it says so, as something may have been saved before.
    await expect.poll(() => told).toBe(1)
    await other.save(page({ answers: [put('1')] }))
    await expect.poll(() => told).toBe(2)
    await other.save(page({ records: [{ id: 1, group: 'g', raw: {} }] }))
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query LIKE '%LISTEN%' AND pid <> pg_backend_pid() AND datname = current_database()`)
    await other.save(page({ answers: [put('2')] }))
    await expect.poll(() => told, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
    const before = told
    await other.save(page({ answers: [put('3')] }))
    await expect.poll(() => told, { timeout: 10_000 }).toBeGreaterThan(before)
    stop?.()
  })

  test('a limit of Slack that one replica meets is known to the others, also to those that start later', async () => {
    const url = await temporaryDatabase()
    const now = () => 1_000_000
    const [one, other] = [await openTemporaryDatabase(url), await openTemporaryDatabase(url)].map((database) =>
      createPostgresLimits(database, now),
    ) as [ReturnType<typeof createPostgresLimits>, ReturnType<typeof createPostgresLimits>]
    const channel = { installation: 'a', channel: 'C1' }
    await one.limit(channel, now() + 5000)
    expect(await one.until(channel)).toBe(now() + 5000)
    await expect.poll(() => other.until(channel)).toBe(now() + 5000)
    // An earlier end, and one that has passed, change nothing.
    await other.limit(channel, now() + 3000)
    await other.limit({ installation: 'a', channel: 'C2' }, now() - 1)
    const later = createPostgresLimits(await openTemporaryDatabase(url), now)
    await expect.poll(() => later.until(channel)).toBe(now() + 5000)
    expect(await later.until({ installation: 'a', channel: 'C2' })).toBeUndefined()
    expect(await later.until({ installation: 'b', channel: 'C1' })).toBeUndefined()
    expect(await one.until(channel)).toBe(now() + 5000)
  })

  test('a text that has a NUL, which Postgres can’t store, and a key that is too long for an index, are kept', async () => {
    const state = createPostgresState(await openTemporaryDatabase())
    const long = { kind: NOTE, team: 'T1', key: 'é'.repeat(5000) }
    expect(await state.claim(long, 'a\0b')).toBe(true)
    expect(await state.claim(long)).toBe(false)
    expect(await state.get(long)).toBe('a\0b')
    expect((await state.list(NOTE, { prefix: 'éé' })).map(({ key }) => key)).toEqual([long.key])
    await state.set({ kind: NOTE, team: 'T1', key: 'a\0b' }, 1)
    expect(await state.get({ kind: NOTE, team: 'T1', key: 'a\0b' })).toBe(1)
  })

  test('of a kind with a bound no more are kept, however many processes set it at once', async () => {
    const url = await temporaryDatabase()
    const FEW = { name: 'few', max: 150 }
    const states = await Promise.all(
      Array.from({ length: 3 }, async () => createPostgresState(await openTemporaryDatabase(url))),
    )
    await Promise.all(
      states.map((state, one) =>
        Promise.all(Array.from({ length: 100 }, (_, n) => state.claim({ kind: FEW, team: 'T1', key: `${one}/${n}` }))),
      ),
    )
    const kept = await states[0]?.list(FEW)
    expect(kept?.length).toBeLessThanOrEqual(150)
    expect(kept?.length).toBeGreaterThan(140)
  })

  test('the bound of a kind doesn’t wait for entries that another process deletes', async () => {
    const database = await openTemporaryDatabase()
    const state = createPostgresState(database)
    const at = (n: number) => ({ kind: { name: 'few', max: 2 }, team: 'T1', key: String(n) })
    for (const n of [1, 2]) await state.set(at(n), n)
    const other = await database.connect()
    onTestFinished(() => other.end())
    await other.query('BEGIN; DELETE FROM entry')
    await state.set(at(3), 3)
    await other.query('ROLLBACK')
    await state.set(at(4), 4)
    expect((await state.list(at(1).kind)).map(({ key }) => key)).toEqual(['3', '4'])
  })

  test('what has expired is deleted, also if nobody asks for it', async () => {
    const database = await openTemporaryDatabase()
    let now = 1000
    const state = createPostgresState(database, { now: () => now, sweepMs: 20 })
    onTestFinished(state.close)
    await state.set({ kind: { name: 'brief', forMs: 500 }, team: 'T1', key: 'a' }, 1)
    await state.set({ kind: NOTE, team: 'T1', key: 'b' }, 1)
    now = 1500
    await expect.poll(async () => (await database.query('SELECT key FROM entry')).rows).toEqual([{ key: 'b' }])
  })

  test('entries are kept by the clock of the database, whatever that of a replica says', async () => {
    const database = await openTemporaryDatabase()
    const state = createPostgresState(database)
    const name = { kind: { name: 'brief', forMs: 60_000 }, team: 'T1', key: 'a' }
    await state.set(name, 1)
    await database.query('UPDATE entry SET set_at = set_at - 59000')
    expect(await state.get(name)).toBe(1)
    await database.query('UPDATE entry SET set_at = set_at - 1000')
    expect(await state.get(name)).toBeUndefined()
    expect(await state.claim(name)).toBe(true)
  })
})

describe.skipIf(!HAS_POSTGRES)('a server that restarts', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  test('is waited for by what can be done twice, and what was committed is there', async () => {
    const database = await openTemporaryDatabase(await server.createDatabase())
    const storage = createPostgresStorage(database)
    const state = createPostgresState(database)
    let told = 0
    storage.answers.watch?.(() => void told++)
    await expect.poll(() => told).toBe(1)
    await storage.save(page({ answers: [put('1')] }))
    const holding = Promise.withResolvers<void>()
    const alone = storage.runs.alone(async (lost) => {
      holding.resolve()
      await once(lost, 'abort')
      return lost.reason
    })
    await holding.promise
    await server.crash()
    const reading = storedAnswers(storage)
    const setting = state.set({ kind: NOTE, team: 'T1', key: 'a' }, 1)
    await server.start()
    expect(await reading).toEqual([put('1').answer])
    await setting
    expect(await state.get({ kind: NOTE, team: 'T1', key: 'a' })).toBe(1)
    // Whoever held a lock learns that it is lost; it can be had again.
    expect(await alone).toMatchObject({ result: { code: 'store-unreachable' } })
    expect(await storage.runs.alone(async () => 'again')).toEqual({ result: 'again' })
    await storage.save(page({ answers: [put('2')] }))
    await expect.poll(() => told, { timeout: 15_000 }).toBeGreaterThan(2)
  })

  test('for good is an error that says what to do', async () => {
    const storage = createPostgresStorage(await openTemporaryDatabase(await server.createDatabase()))
    await server.crash()
    onTestFinished(server.start)
    await expect(storage.runs.status()).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('DATABASE_URL'),
    })
    await expect(storage.save(page({ answers: [put('1')] }))).rejects.toMatchObject({ code: 'store-unreachable' })
  })
})

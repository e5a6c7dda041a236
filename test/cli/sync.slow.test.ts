import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runSync } from '../../src/app.ts'
import { loadModel } from '../../src/search/retrieve/onnx/load-model.ts'
import { MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { embeddingKey, passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { run } from '../run.ts'
import { type FakeRecord, record } from '../sources/parliament/fake-parliament.ts'
import { setUpSync } from '../sync/set-up-sync.ts'

const about = (id: number, more: Partial<FakeRecord> = {}) =>
  record({
    id,
    dateTabled: '2024-05-01',
    dateAnswered: '2024-05-09',
    answerText: `<p>EHC plan number ${id} took 20 weeks to issue.</p>`,
    ...more,
  })

describe('npm run sync', () => {
  test('prints its progress as lines, and at the end what was new, changed, dropped and failed', async () => {
    const { sync } = await setUpSync([about(1), about(2), { ...about(3), house: 'Senate' }])
    const { code, stdout, stderr } = await sync('--since', '2024-04-01', '--until', '2024-06-30')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^10%: .*\n[\s\S]*100%: 2 new, 0 changed\n/)
    expect(stdout).toContain('from 2024-04-01 to 2024-06-30: 2 new, 0 changed, 0 dropped, 1 failed.')
    expect(stdout).toContain('Left out: question 3: ')
  })

  test('lets `ask` answer from synced answers, with the right link, and --status prints their number and days', async () => {
    const { sync, env, folder } = await setUpSync([about(77)])
    expect((await sync('--status')).stdout).toContain(
      'Answers: 0 synced, 1 shipped with the program\nOldest: 2018-04-20\nNewest: 2018-04-20\nLast good sync: never',
    )
    expect(existsSync(join(folder, 'answers.sqlite'))).toBe(false)
    await sync('--since', '2024-05-01', '--until', '2024-05-31')
    const { code, stdout } = await run(['src/cli.ts', 'ask', 'how long does an EHC plan take to be issued'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('EHC plan number 77 took 20 weeks to issue.')
    expect(stdout).toContain('https://questions-statements.parliament.uk/written-questions/detail/2024-05-01/77')
    expect((await sync('--status')).stdout).toMatch(
      /Answers: 1 synced, 1 shipped with the program\nOldest: 2018-04-20\nNewest: 2024-05-09\nLast good sync: 20.*, up to 2024-05-09\nLast error: none/,
    )
  })

  test('writes what only its owner can read: a folder of mode 700, files of mode 600', async () => {
    const { env, folder } = await setUpSync([about(1)])
    const dataDir = join(folder, 'data')
    const { code } = await run(['src/cli.ts', 'sync', '--since', '2024-05-01'], { env: { ...env, DATA_DIR: dataDir } })
    expect(code).toBe(0)
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    expect(await mode(dataDir)).toBe('700')
    const files = await readdir(dataDir)
    expect(files).toContain('answers.sqlite')
    for (const file of files) expect([file, await mode(join(dataDir, file))]).toEqual([file, '600'])
  })

  test('makes the vectors of what it stored, says how many, and makes none twice', async () => {
    const { env } = await setUpSync([about(1), about(2)])
    const sync = () =>
      run(['src/cli.ts', 'sync', '--since', '2024-05-01', '--until', '2024-05-31'], {
        env: { ...env, EMBEDDINGS: 'on' },
      })
    expect(await sync()).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('\n4 vectors made.\n') })
    expect((await sync()).stdout).toContain('\n0 vectors made.\n')
    const storage = createSqliteStorage(env.DATA_DIR)
    onTestFinished(() => storage.close())
    const { changes } = await storage.answers.changesSince(0, 10)
    const keys = changes.flatMap(({ answer }) => (answer ? [embeddingKey(passageToEmbed(answer, 0))] : []))
    const { name } = await loadModel(MODEL_FOLDER)
    expect((await storage.vectors.get(name, keys)).size).toBe(2)
  })

  test('is not failed by a model that can’t be loaded: the summary says why no vectors were made', async () => {
    const { fake, folder } = await setUpSync([about(1)])
    const config = { dataDir: folder, apiUrl: fake.url, requestsPerSecond: 100, everyMs: undefined }
    const report = await runSync(config, { since: '2024-05-01', vectors: { onProgress: () => {} } }, async () => {
      throw new Error('no such library')
    })
    expect(report).toMatchObject({ added: 1, vectors: { made: 0, missing: 2, problem: 'no such library' } })
  })

  test('is not stopped by a wrong variable of another command, and ends with 2 for one of its own', async () => {
    const { env } = await setUpSync([])
    const status = (more: object) => run(['src/cli.ts', 'sync', '--status'], { env: { ...env, ...more } })
    const others = {
      PORT: 'many',
      SYNC_EVERY: 'daily',
      LOG_LEVEL: 'loud',
      SLACK_APP_TOKEN: 'nonsense',
      KEEP_QUESTIONS: 'yes',
    }
    expect(await status(others)).toMatchObject({ code: 0, stderr: '' })
    const own = { PARLIAMENT_API_URL: 'parliament', SYNC_REQUESTS_PER_SECOND: '0' }
    expect(await status(own)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/PARLIAMENT_API_URL must be[\s\S]*SYNC_REQUESTS_PER_SECOND must be/),
    })
  })

  test.each([[['--since', 'May']], [['--since', '2024-05-02', '--until', '2024-05-01']], [['--loud']]])(
    'misuse ends with 2: %j',
    async (args) => {
      expect(await run(['src/cli.ts', 'sync', ...args])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('Usage: npm run sync'),
      })
    },
  )
})

test('a span without a day is misuse, and is not recorded', async () => {
  const { sync, fake } = await setUpSync([about(1)])
  expect(await sync('--since', '2999-01-01')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('say an earlier --since'),
  })
  expect(fake.requests).toEqual([])
  expect((await sync('--status')).stdout).toContain('Last good sync: never')
})

describe('each fault has its message and its exit code, and stored answers are still served', () => {
  test('3: another sync is under way', async () => {
    const { sync, folder } = await setUpSync([about(1)])
    const other = new DatabaseSync(join(folder, 'sync.lock'))
    onTestFinished(() => other.close())
    other.exec('BEGIN EXCLUSIVE')
    expect(await sync('--since', '2024-05-01')).toMatchObject({
      code: 3,
      stderr: 'Another sync is under way: wait until it ends.\n',
    })
  })

  test('4: Parliament can’t be reached', async () => {
    const { sync, env, fake } = await setUpSync([about(1)])
    await sync('--since', '2024-05-01', '--until', '2024-05-31')
    fake.records.length = 0
    const gone = { ...env, PARLIAMENT_API_URL: `${fake.url}/nowhere` }
    const failed = await run(['src/cli.ts', 'sync', '--until', '2024-05-31'], { env: gone })
    expect(failed).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/could not be reached|no list of questions/),
    })
    expect((await sync('--status')).stdout).toMatch(/Answers: 1 synced[\s\S]*Last error: .*nowhere/)
  })

  test('4: after eight seconds, where it takes a connection and never answers', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const { env } = await setUpSync([])
    // How long the program takes to start and to end is not part of it.
    const waited: number[] = []
    silent.on('connection', (socket) => {
      const began = performance.now()
      socket.on('close', () => waited.push(performance.now() - began))
    })
    const PARLIAMENT_API_URL = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const failed = await run(['src/cli.ts', 'sync'], { env: { ...env, PARLIAMENT_API_URL } })
    expect(failed).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('could not be reached (no answer in time)'),
    })
    expect(waited.length).toBeGreaterThan(0)
    // It would try again for minutes if it didn’t give up; what is over eight seconds is for a busy machine.
    expect(Math.max(...waited)).toBeLessThan(20_000)
  })

  test('5: the folder can’t be written', async () => {
    const { folder, env } = await setUpSync([])
    await writeFile(join(folder, 'file'), '')
    const failed = await run(['src/cli.ts', 'sync'], { env: { ...env, DATA_DIR: join(folder, 'file') } })
    expect(failed).toMatchObject({ code: 5, stderr: expect.stringContaining('set DATA_DIR to another folder') })
  })

  test('7: the database is damaged; the answers that ship are still served', async () => {
    const { sync, env, folder } = await setUpSync([about(1)])
    await mkdir(env.DATA_DIR, { recursive: true })
    await writeFile(join(folder, 'answers.sqlite'), 'no database '.repeat(1000))
    expect(await sync()).toMatchObject({ code: 7, stderr: expect.stringContaining('is damaged') })
    const asked = await run(['src/cli.ts', 'ask', '135027'], { env })
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('Nadhim Zahawi') })
    expect(asked.stderr).toContain('corpus.store_left_out')
  })

  test('7: rows of the database are damaged; only those are left out', async () => {
    const { sync, env, folder } = await setUpSync([about(1)])
    await sync('--since', '2024-05-01', '--until', '2024-05-31')
    const database = new DatabaseSync(join(folder, 'answers.sqlite'))
    database.exec(`UPDATE answer SET json = '{'; UPDATE fetched SET json = '{', fingerprint = NULL`)
    database.close()
    const asked = await run(['src/cli.ts', 'ask', '135027'], { env })
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('Nadhim Zahawi') })
    expect(asked.stderr).toContain('corpus.answer_left_out')
    expect(await sync('--since', '2024-05-01', '--until', '2024-05-31')).toMatchObject({ code: 7 })
  })
})

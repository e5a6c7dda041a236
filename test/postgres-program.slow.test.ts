import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Bot, startBot } from '../eval/program/bot.ts'
import { createAnswering } from '../src/answering/answering.ts'
import { createLiveCorpus } from '../src/answering/live-corpus.ts'
import { createTextVectors } from '../src/answering/text-vectors.ts'
import { createApp } from '../src/app.ts'
import { createLog } from '../src/log.ts'
import { PASSAGES } from '../src/search/retrieve/embedded-texts.ts'
import { DIMENSIONS, type PassageToEmbed } from '../src/search/retrieve/embedder.ts'
import { createPostgresStorage } from '../src/storage/postgres/postgres-storage.ts'
import { scheduleSyncs } from '../src/sync/schedule.ts'
import { asking } from './answering/answering-from.ts'
import { answer } from './answers.ts'
import { PASSWORD, startPostgres } from './postgres-server.ts'
import { run } from './run.ts'
import { manyRecords } from './sources/parliament/fake-parliament.ts'
import { page, put } from './storage/storage-contract.ts'
import { contents } from './storage/stored-contents.ts'
import { setUpSync } from './sync/set-up-sync.ts'
import { HAS_POSTGRES, openTemporaryDatabase, temporaryDatabase } from './temporary-database.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Each takes several requests. */
const fewRecords = () => manyRecords().slice(0, 25)

const SPAN = ['--since', '2024-01-01', '--until', '2024-06-30']

// They start whole programs, which is slow on a busy machine.
describe.skipIf(!HAS_POSTGRES)('with a database', { timeout: 180_000 }, () => {
  test('a sync stores the same answers as in a folder, `ask` answers from them, and the folder gets no store', async () => {
    const calm = await setUpSync(fewRecords())
    await calm.sync(...SPAN)
    const url = await temporaryDatabase()
    const { env, folder } = await setUpSync(fewRecords())
    const withDatabase = { ...env, DATABASE_URL: url }
    const command = (...args: string[]) => run(['src/cli.ts', ...args], { env: withDatabase })
    expect(await command('sync', ...SPAN)).toMatchObject({ code: 0, stderr: '' })
    const storage = createPostgresStorage(await openTemporaryDatabase(url))
    const { createSqliteStorage, hasSqliteStorage } = await import('../src/storage/sqlite/sqlite-storage.ts')
    const inFolder = createSqliteStorage(calm.folder)
    onTestFinished(() => inFolder.close())
    expect(await contents(storage)).toBe(await contents(inFolder))
    expect(hasSqliteStorage(folder)).toBe(false)
    const { answers } = await storage.answers.span()
    expect((await command('sync', '--status')).stdout).toContain(`${answers} synced`)
    const [one] = (await storage.answers.changesSince(0, 1)).changes
    const { stdout } = await command('ask', one?.answer?.questions[0].uin ?? '')
    expect(stdout).toContain(one?.answer?.source)
  })

  test('of two syncs at once one is refused, and told to wait', async () => {
    const url = await temporaryDatabase()
    const { env, fake } = await setUpSync(fewRecords(), { delayMs: 100 })
    const sync = () => run(['src/cli.ts', 'sync', ...SPAN], { env: { ...env, DATABASE_URL: url } })
    const first = sync()
    await expect.poll(() => fake.requests.length, { timeout: 30_000 }).toBeGreaterThan(0)
    expect(await sync()).toMatchObject({ code: 3, stderr: expect.stringContaining('Another sync is under way') })
    expect(await first).toMatchObject({ code: 0 })
    expect(await sync()).toMatchObject({ code: 0 })
  })

  test('the thread of the bot’s sync uses it, and a replica that does not sync has the answers at once', async () => {
    const url = await temporaryDatabase()
    const lastMonth = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
    const { env, folder } = await setUpSync(fewRecords().map((one) => ({ ...one, dateAnswered: lastMonth })))
    const workerData = { dataDir: folder, databaseUrl: url, apiUrl: env.PARLIAMENT_API_URL, requestsPerSecond: 100 }
    const follower = createPostgresStorage(await openTemporaryDatabase(url))
    const live = createLiveCorpus([], follower.answers)
    const { answers } = follower
    const told: number[] = []
    const stop = answers.watch?.(() => {
      told.push(1)
      void live.refresh()
    })
    const log: string[] = []
    const schedule = scheduleSyncs({
      everyMs: 3_600_000,
      startWorker: () => new Worker(new URL('../src/cli/sync-worker.ts', import.meta.url), { workerData }),
      lastGood: async () => (await follower.runs.status()).lastGood,
      refresh: async () => {},
      log: createLog('info', (line) => log.push(JSON.parse(line).event)),
    })
    onTestFinished(schedule.stop)
    await expect.poll(() => log, { timeout: 120_000 }).toEqual(['sync.done'])
    stop?.()
    expect(told.length).toBeGreaterThan(1)
    await live.refresh()
    expect(live.corpus.size()).toBe((await answers.span()).answers)
    expect((await asking(createAnswering(live))('EHC plans')).kind).toBeDefined()
  })

  test('where no notification comes, the answers are there after the next look', async () => {
    const url = await temporaryDatabase()
    const follower = createPostgresStorage(await openTemporaryDatabase(url))
    const live = createLiveCorpus([], follower.answers)
    const schedule = scheduleSyncs({
      everyMs: undefined,
      startWorker: () => {
        throw new Error('it does not sync')
      },
      lastGood: async () => undefined,
      refresh: live.refresh,
      log: createLog('error', () => {}),
    })
    onTestFinished(schedule.stop)
    await createPostgresStorage(await openTemporaryDatabase(url)).save(page({ answers: [put('1')] }))
    await expect.poll(() => live.corpus.size(), { timeout: 15_000 }).toBe(1)
  })

  test('an app serves what is stored there, and a database that is away stops its start with what to do', async () => {
    const url = await temporaryDatabase()
    const one = answer({ heading: 'Pools', paragraphs: ['Hydrotherapy pools for pupils with SEND are warm.'] })
    await createPostgresStorage(await openTemporaryDatabase(url)).save(
      page({ answers: [{ ...put('100001'), answer: one }] }),
    )
    const app = await createApp(
      { dataDir: await temporaryFolder(), databaseUrl: url },
      createLog('error', () => {}),
    )
    onTestFinished(app.stop)
    const reply = await app.answering.ask(app.answering.parse('are hydrotherapy pools warm'))
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Pools' } } })
    const { code, stderr } = await run(['src/cli.ts', 'ask', 'pools'], {
      env: { DATABASE_URL: url.replace(/:\d+\//, ':1/') },
    })
    expect([code, stderr]).toEqual([10, expect.stringMatching(/can’t be reached.*check that it runs/)])
  })

  test('each vector is made by one of several replicas, and all have them; another goes on if that one stops', async () => {
    const url = await temporaryDatabase()
    const answers = Array.from({ length: 120 }, (_, n) => answer({ uin: String(n + 1), paragraphs: [`Passage ${n}.`] }))
    const replica = async () => {
      const texts: string[] = []
      const embedPassages = async (passages: readonly PassageToEmbed[]) => {
        texts.push(...passages.map(({ text }) => text))
        await new Promise((done) => setTimeout(done, 20))
        return passages.map(({ text }) => new Int8Array(DIMENSIONS).fill(text.length))
      }
      const vectors = createTextVectors({
        embedded: PASSAGES,
        embedder: Promise.resolve({ model: 'm', embedPassages }),
        stored: createPostgresStorage(await openTemporaryDatabase(url)).vectors,
        onProblem: (error) => expect.fail(String(error)),
        lookAgainMs: 50,
      })
      onTestFinished(() => vectors.stop())
      return { texts, vectors }
    }
    const replicas = [await replica(), await replica(), await replica()] as const
    for (const { vectors } of replicas) vectors.add(answers)
    await expect.poll(() => replicas.some(({ vectors }) => vectors.counts().made > 30), { timeout: 20_000 }).toBe(true)
    const [maker] = replicas.toSorted((a, b) => b.vectors.counts().made - a.vectors.counts().made)
    await maker?.vectors.stop()
    const others = replicas.filter((one) => one !== maker)
    await Promise.all(others.map(({ vectors }) => vectors.idle()))
    for (const { vectors } of others) expect(vectors.counts().missing).toBe(0)
    const made = replicas.flatMap(({ texts }) => texts)
    expect(new Set(made).size).toBe(120)
    expect(made).toHaveLength(120)
  })

  test('two bots answer a command once, whichever gets it; without the database they answer on, and connect again', async () => {
    const server = await startPostgres()
    onTestFinished(server.stop)
    const url = await server.createDatabase()
    const start = async () => {
      const bot = await startBot({ dataDir: await temporaryFolder(), env: { DATABASE_URL: url, EMBEDDINGS: 'off' } })
      onTestFinished(() => bot.stop())
      return bot
    }
    const bots = [await start(), await start()] as const
    const answered = () => bots.flatMap(({ slack }) => slack.calls).filter(({ method }) => method === 'respond').length
    const ask = (bot: Bot, trigger_id: string) => {
      const { responseUrl: response_url } = bot.slack
      return bot.post({ command: '/send', text: 'letters', trigger_id, team_id: 'T1', user_id: 'U1', response_url })
    }
    expect(await Promise.all(bots.map((bot) => ask(bot, '1')))).toEqual([200, 200])
    expect(await ask(bots[1], '2')).toBe(200)
    await expect.poll(answered, { timeout: 10_000 }).toBe(2)
    // The second delivery of '2' has been handled when what came after it is answered.
    for (const trigger of ['2', '3']) expect(await ask(bots[0], trigger)).toBe(200)
    await expect.poll(answered, { timeout: 10_000 }).toBe(3)

    await server.crash()
    expect(await ask(bots[0], '4')).toBe(200)
    await expect.poll(answered, { timeout: 20_000 }).toBe(4)
    await expect.poll(() => bots[0].program.stderr(), { timeout: 30_000 }).toContain('"event":"sync.refresh_failed"')
    await server.start()
    await expect
      .poll(() => bots[0].program.stderr(), { timeout: 30_000 })
      .toContain('"event":"sync.refresh_works_again"')
    await expect
      .poll(
        async () => {
          await ask(bots[0], String(Math.random()))
          return bots[0].program.stderr()
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toContain('"event":"state.works_again"')
    for (const { program } of bots) expect(program.stderr()).not.toContain(PASSWORD)
  })
})

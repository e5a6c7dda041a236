import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { createIndex, indexForStarts } from '../../src/app.ts'
import { argumentsOrExit } from '../../src/cli/parse-arguments.ts'
import { questionKey } from '../../src/record/identity.ts'
import { toInt8 } from '../../src/search/retrieve/int8.ts'
import { loadModel } from '../../src/search/retrieve/onnx/load-model.ts'
import { MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { embeddingKey, passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { parliamentReader } from '../../src/sources/parliament/parliament-reader.ts'
import { createParliamentSource } from '../../src/sources/parliament/parliament-source.ts'
import { ParliamentRecord } from '../../src/sources/parliament/record.ts'
import { createSqliteStorage, hasSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { saveFetched } from '../../src/sync/save.ts'
import { sync } from '../../src/sync/sync.ts'
import { parseTopic } from '../../src/sync/topic.ts'
import { ROOT, run } from '../../test/run.ts'
import { shared } from '../../test/shared.ts'
import { contents, storedAnswers } from '../../test/storage/stored-contents.ts'
import { createRandom, randomVector } from '../bench/passage-vectors-of.ts'
import { botUnderLoad } from './bot-under-load.ts'

const SINCE = '2023-12-01'
const SPLIT = '2025-06-30'
const END = '2026-07-31'
const KILLS = 10
/** Requests after which a sync is killed, at most: ten of them get through most of the whole. */
const MOST_BEFORE_KILL = 100
const TAKEN_IN = 10_000
const AT_START = 15_000
const PAGE = 500

const MANUAL = `Usage: npm run soak [-- bot]

Syncs the whole stand-in of Parliament's API (../shared/parliament-api) at once, in two parts, with faults, killed, and after
the topic was widened, and prints whether the stored answers are the same; then how quickly the bot starts, and how it
answers while it syncs and makes vectors. Takes minutes. With "bot" only the last.

Options:
  -h, --help  print this, and do nothing else

Exit codes:
  0  it was run, or there is no ../shared/parliament-api
  1  a step failed
  2  wrong usage`
const {
  positionals: [only],
} = argumentsOrExit({ allowPositionals: true, options: {} }, MANUAL)
const standIn = shared('parliament-api/serve.mjs')
if (standIn.missing) {
  process.stdout.write('There is no ../shared/parliament-api: nothing to soak.\n')
  process.exit(0)
}
const scratch = mkdtempSync(join(tmpdir(), 'send-answers-soak-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const topic = parseTopic(readFileSync(join(ROOT, 'corpus', 'topic.yml'), 'utf8'))

interface Served {
  url: string
  control: (path: string) => Promise<Record<string, number>>
  stop: () => void
}

async function serve(...options: string[]): Promise<Served> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  const child = spawn(process.execPath, [standIn.file, '--port', String(port), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    control: async (path) => (await (await fetch(`${url}/_control/${path}`)).json()) as Record<string, number>,
    stop: () => void child.kill(),
  }
}

function environment(name: string, url: string, perSecond: number): Record<string, string> {
  return { DATA_DIR: join(scratch, name), PARLIAMENT_API_URL: url, SYNC_REQUESTS_PER_SECOND: String(perSecond) }
}

async function syncAs(env: Record<string, string>, ...args: string[]): Promise<void> {
  const { code, stderr } = await run(['src/cli.ts', 'sync', ...args], { env })
  if (code !== 0) throw new Error(`sync ended with ${code}: ${stderr}`)
}

async function stored(name: string): Promise<{ text: string; keys: Set<string> }> {
  const storage = createSqliteStorage(join(scratch, name))
  const text = await contents(storage)
  const questions = (await storedAnswers(storage)).flatMap((answer) => answer.questions)
  await storage.close()
  return { text, keys: new Set(questions.filter(({ text }) => text !== undefined).map(questionKey)) }
}

/** The answered records of the stand-in. */
async function realRecords(): Promise<ParliamentRecord[]> {
  const records: ParliamentRecord[] = []
  const lines = createReadStream(shared('parliament-api/questions.jsonl.gz').file).pipe(createGunzip())
  for await (const line of createInterface({ input: lines })) {
    const record = ParliamentRecord.parse(JSON.parse(line))
    if (parliamentReader.isAnswered(record)) records.push(record)
  }
  return records
}

/** A storage of that name with so many answers, made of real records, repeated under other numbers if there are too few. */
async function storageOf(name: string, answers: number): Promise<Storage> {
  const storage = createSqliteStorage(join(scratch, name))
  const records = await realRecords()
  const run = { reader: parliamentReader, storage, topic: { ...topic, belongs: () => true }, failed: [] }
  for (let from = 0; from < answers; from += PAGE) {
    const fetched = Array.from({ length: Math.min(PAGE, answers - from) }, (_, n) => {
      const id = from + n + 1
      const uin = String(id)
      const record = {
        ...(records[(from + n) % records.length] as ParliamentRecord),
        id,
        uin,
        groupedQuestionsDates: [],
      }
      return { id, raw: record, record }
    })
    await saveFetched(run, { fetched })
  }
  return storage
}

/** Stores a random vector for each passage of the stored answers; gives how many. */
async function storeRandomVectors(storage: Storage): Promise<number> {
  const { name } = await loadModel(MODEL_FOLDER)
  const random = createRandom(1)
  const keys = (await storedAnswers(storage)).flatMap((answer) =>
    answer.passages.map((_, nth) => embeddingKey(passageToEmbed(answer, nth))),
  )
  for (let from = 0; from < keys.length; from += PAGE) {
    const some = keys.slice(from, from + PAGE)
    await storage.vectors.put(name, new Map(some.map((key) => [key, toInt8(randomVector(random))])))
  }
  return new Set(keys).size
}

/** The keys of all records that belong by themselves. */
async function belonging(): Promise<string[]> {
  const about = (await realRecords()).filter((record) => topic.belongs(parliamentReader.texts(record)))
  return about.map(parliamentReader.key)
}

let failed = false
/** Prints one line of the table. */
function say(what: string, good: boolean, figures: string): void {
  failed ||= !good
  process.stdout.write(`${good ? 'yes' : 'NO '}  ${what}: ${figures}\n`)
}

async function measureBot(url: string): Promise<void> {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  for (const embeddings of ['on', 'off'] as const) {
    const measured = await botUnderLoad(join(scratch, `bot-${embeddings}`), url, embeddings)
    const { vectors, quiet, loaded, acknowledged, replies } = measured
    const made = vectors.after - vectors.before
    say(
      `a sync in the running bot stalls it for at most 50 ms, EMBEDDINGS=${embeddings}`,
      quiet.longestMs <= 50 && made > 0 === (embeddings === 'on'),
      `${made} vectors made meanwhile, longest stall ${ms(quiet.longestMs)}, p99 ${ms(quiet.p99Ms)}`,
    )
    say(
      `it acknowledges within half a second at p99 under 200 requests at once, EMBEDDINGS=${embeddings}`,
      acknowledged.failed === 0 && acknowledged.p99Ms <= 500,
      `${acknowledged.requests} requests, ${acknowledged.failed} failed, p50 ${ms(acknowledged.p50Ms)}, p99 ${ms(acknowledged.p99Ms)}, longest ${ms(acknowledged.longestMs)}; ${replies} replies sent; longest stall ${ms(loaded.longestMs)}`,
    )
  }
}

const calm = await serve()
if (only === 'bot') {
  await measureBot(calm.url)
  calm.stop()
  process.exit(failed ? 1 : 0)
}
const fresh = environment('fresh', calm.url, 100)
await syncAs(fresh, '--since', SINCE)
const whole = await stored('fresh')
const { lists = 0, details = 0 } = await calm.control('stats')
const should = await belonging()
const found = should.filter((key) => whole.keys.has(key)).length
say('finds at least 99% of what belongs', found / should.length >= 0.99, `${found} of ${should.length}`)
say(
  'asks for at most 2 records for each kept',
  details / whole.keys.size <= 2,
  `${details} for ${whole.keys.size}, and ${lists} lists`,
)

const moving = await serve('--until', SPLIT)
const later = environment('later', moving.url, 100)
await syncAs(later, '--since', SINCE, '--until', SPLIT)
const before = await moving.control('stats')
await moving.control(`until?date=${END}`)
await syncAs(later)
const after = await moving.control('stats')
say(
  `up to ${SPLIT}, then up to ${END}, is the same as all at once`,
  (await stored('later')).text === whole.text,
  `${before.lists} lists and ${before.details} records, then ${(after.lists ?? 0) - (before.lists ?? 0)} and ${(after.details ?? 0) - (before.details ?? 0)}`,
)
moving.stop()

const faulty = await serve('--limit-per-second', '8', '--reset-every', '20', '--soft-500-every', '30')
await syncAs(environment('faulty', faulty.url, 10), '--since', SINCE)
const { tooMany, resets, soft500 } = await faulty.control('stats')
say(
  'faults change nothing',
  (await stored('faulty')).text === whole.text,
  `${tooMany} limits, ${resets} resets, ${soft500} soft errors met`,
)
faulty.stop()

const slow = environment('killed', calm.url, 60)
let killed = 0
for (let n = 0; n < KILLS; n++) {
  const child = spawn(process.execPath, ['src/cli.ts', 'sync', '--since', SINCE], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...slow },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const asked = async () => (await calm.control('stats')).requests ?? 0
  const killAt = (await asked()) + 1 + Math.random() * MOST_BEFORE_KILL
  while (child.exitCode === null && (await asked()) < killAt) await sleep(20)
  await sleep(Math.random() * 100)
  child.kill('SIGKILL')
  const [, signal] = await ended
  if (signal === 'SIGKILL') killed++
}
const progress = hasSqliteStorage(join(scratch, 'killed')) ? (await stored('killed')).keys.size : 0
await syncAs(slow, '--since', SINCE)
say(
  `${killed} kills change nothing`,
  (await stored('killed')).text === whole.text,
  `${progress} questions were stored after the last kill`,
)

const narrow = parseTopic(
  JSON.stringify({ about: ['EHC plan', 'special school'], searches: topic.searches.slice(0, -1) }),
)
const widened = createSqliteStorage(join(scratch, 'widened'))
const runOf = (about: typeof topic, since?: string) => {
  const source = createParliamentSource({ url: calm.url, requestsPerSecond: 100 })
  return sync({ source, storage: widened, topic: about, now: () => new Date(), since })
}
const first = await runOf(narrow, SINCE)
const second = await runOf(topic)
say(
  'a topic that is widened later is the same as a wide one at once',
  (await contents(widened)) === whole.text,
  `${first.added} answers with ${first.requests.details} records, then ${second.added} with ${second.requests.details}`,
)
await widened.close()
await measureBot(calm.url)
calm.stop()

const many = await storageOf('many', TAKEN_IN)
const live = createLiveCorpus([], many.answers, { index: await createIndex() })
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
await live.refresh()
delay.disable()
const longest = Math.round(delay.max / 1e6)
say(
  'answers are taken in with no stall over 100 ms',
  longest <= 100,
  `${live.corpus.size()} answers, longest stall ${longest} ms`,
)
await many.close()

const stored15k = await storageOf('start', AT_START)
// Every sync does this at its end.
await indexForStarts(join(scratch, 'start'), stored15k.answers)
const vectorsAtStart = await storeRandomVectors(stored15k)
await stored15k.close()
for (const EMBEDDINGS of ['on', 'off']) {
  const began = performance.now()
  const env = { DATA_DIR: join(scratch, 'start'), EMBEDDINGS }
  const { stdout } = await run(['src/main.ts'], { env, input: 'EHC plans' })
  const seconds = (performance.now() - began) / 1000
  say(
    `npm start answers within 5 s, EMBEDDINGS=${EMBEDDINGS}`,
    stdout.includes('Source: ') && seconds <= 5,
    `${AT_START} answers and ${vectorsAtStart} vectors stored, ${seconds.toFixed(1)} s`,
  )
}
process.exit(failed ? 1 : 0)

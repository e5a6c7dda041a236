// npm run soak: syncs the whole stand-in of Parliament's API (../shared/parliament-api) in every way that must not
// matter, and prints whether the results are the same. Takes some minutes; the figures are in README.md.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { CORPUS_FOLDER, createIndex, saveIndex } from '../../src/load-corpus.ts'
import { questionKey } from '../../src/record/answer.ts'
import { isAnswered, keyOf, wholeText } from '../../src/sources/parliament/make-answer.ts'
import { ParliamentRecord } from '../../src/sources/parliament/record.ts'
import type { AnswerStore } from '../../src/storage/answer-store.ts'
import { createSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts'
import { readTopic } from '../../src/sync/topic.ts'
import { ROOT, run } from '../../test/run.ts'
import { shared } from '../../test/shared.ts'
import { contents } from '../../test/storage/stored-contents.ts'

const SINCE = '2023-12-01'
const SPLIT = '2025-06-30'
const END = '2026-07-31'
const KILLS = 10
const TAKEN_IN = 10_000
const AT_START = 15_000
const PAGE = 500

const standIn = shared('parliament-api/serve.mjs')
if (standIn.missing) {
  process.stdout.write('There is no ../shared/parliament-api: nothing to soak.\n')
  process.exit(0)
}
const scratch = mkdtempSync(join(tmpdir(), 'send-answers-soak-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

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

async function sync(env: Record<string, string>, ...args: string[]): Promise<void> {
  const { code, stderr } = await run(['src/cli.ts', 'sync', ...args], { env })
  if (code !== 0) throw new Error(`sync ended with ${code}: ${stderr}`)
}

function stored(name: string): { text: string; keys: Set<string> } {
  const store = createSqliteStore(join(scratch, name, 'answers.sqlite'))
  const text = contents(store)
  const { changes } = store.changesSince(0, Number.MAX_SAFE_INTEGER)
  const questions = changes.flatMap(({ answer }) => answer?.questions ?? []).filter(({ text }) => text !== undefined)
  store.close()
  return { text, keys: new Set(questions.map(questionKey)) }
}

/** The answered records of the stand-in, read whole. */
async function realRecords(): Promise<ParliamentRecord[]> {
  const records: ParliamentRecord[] = []
  const lines = createReadStream(shared('parliament-api/questions.jsonl.gz').file).pipe(createGunzip())
  for await (const line of createInterface({ input: lines })) {
    const record = ParliamentRecord.parse(JSON.parse(line))
    if (isAnswered(record)) records.push(record)
  }
  return records
}

/** As many answers in a store of that name, made of real records, copied under other numbers where those are too few. */
async function storeOf(name: string, answers: number): Promise<AnswerStore> {
  const store = createSqliteStore(join(scratch, name, 'answers.sqlite'))
  const records = await realRecords()
  for (let from = 0; store.status().answers < answers; from += PAGE) {
    const page = Array.from({ length: PAGE }, (_, n) => {
      const record = records[(from + n) % records.length] as ParliamentRecord
      const id = from + n + 1
      return { id, fingerprint: undefined, record: { ...record, id, uin: String(id), groupedQuestionsDates: [] } }
    })
    store.savePage(page.slice(0, answers - store.status().answers), { step: 'all', next: undefined, newest: undefined })
  }
  return store
}

/** The keys of those that the topic's own words say belong. */
async function belonging(): Promise<string[]> {
  const topic = readTopic(readFileSync(join(ROOT, 'corpus', 'topic.yml'), 'utf8'))
  return (await realRecords()).filter((record) => topic.matches(wholeText(record))).map(keyOf)
}

let failed = false
function say(what: string, good: boolean, figures: string): void {
  failed ||= !good
  process.stdout.write(`${good ? 'yes' : 'NO '}  ${what}: ${figures}\n`)
}

const calm = await serve()
const fresh = environment('fresh', calm.url, 100)
await sync(fresh, '--since', SINCE)
const whole = stored('fresh')
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
await sync(later, '--since', SINCE, '--until', SPLIT)
const before = await moving.control('stats')
await moving.control(`until?date=${END}`)
await sync(later)
const after = await moving.control('stats')
say(
  `up to ${SPLIT}, then up to ${END}, is the same as all at once`,
  stored('later').text === whole.text,
  `${before.lists} lists and ${before.details} records, then ${(after.lists ?? 0) - (before.lists ?? 0)} and ${(after.details ?? 0) - (before.details ?? 0)}`,
)
moving.stop()

const faulty = await serve('--limit-per-second', '8', '--reset-every', '20', '--soft-500-every', '30')
await sync(environment('faulty', faulty.url, 10), '--since', SINCE)
const { tooMany, resets, soft500 } = await faulty.control('stats')
say(
  'faults change nothing',
  stored('faulty').text === whole.text,
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
  const before = await asked()
  while (child.exitCode === null && (await asked()) === before) await sleep(20)
  await sleep(Math.random() * 1500)
  child.kill('SIGKILL')
  const [, signal] = await ended
  if (signal === 'SIGKILL') killed++
}
const progress = existsSync(join(scratch, 'killed', 'answers.sqlite')) ? stored('killed').keys.size : 0
await sync(slow, '--since', SINCE)
say(
  `${killed} kills change nothing`,
  stored('killed').text === whole.text,
  `${progress} questions were stored after the last kill`,
)
calm.stop()

const many = await storeOf('many', TAKEN_IN)
const live = createLiveCorpus([], many, await createIndex(CORPUS_FOLDER))
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
many.close()

const stored15k = await storeOf('start', AT_START)
// As every sync does when it has ended.
await saveIndex(CORPUS_FOLDER, join(scratch, 'start'), stored15k)
stored15k.close()
const began = performance.now()
const { stdout } = await run(['src/main.ts'], { env: { DATA_DIR: join(scratch, 'start') }, input: 'EHC plans' })
const seconds = (performance.now() - began) / 1000
say(
  'npm start answers within 5 s',
  stdout.includes('Source: ') && seconds <= 5,
  `${AT_START} answers stored, ${seconds.toFixed(1)} s`,
)
process.exit(failed ? 1 : 0)

/**
 * npm run bench: quality and speed of the product and its peers, on the same machine and texts. Needs the measuring data
 * beside the project. Each engine and size runs in its own process, so that memory can be compared. The tables go to
 * standard output, progress to standard error. One engine alone: npm run -s bench -- "SEND Answers" 100000
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { createCanonicalPassages, type Ranking, rankingOf } from '../quality/canonical-passages.ts'
import { type Measures, measure } from '../quality/measures.ts'
import { readAnswers, readJudgments, readPassages, readQuestions } from '../quality/measuring-files.ts'
import { ENGINES, type Engine, type MakeEngine, PRODUCT } from './engines.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')
const SIZES = [2_000, 20_000, 100_000]
const ROUNDS = 3
/** How many questions are asked before times count, so that the code is compiled. */
const WARM_UP = 20
/** No more questions are asked of an engine after this time, so that a slow peer does not hold up the others. */
const MAX_MS = 20_000
const MAX_WARM_UP_MS = 4_000
const MB = 1024 * 1024

interface Times {
  p50: number
  p99: number
}

interface Speed extends Times {
  indexMs: number
  memoryMb: number
  asked: number
  /** With a House and the newer half of the answers as filters: only the product has filters. */
  filtered?: Times
}

const file = (name: string) => join(DATA, name)
const [engine, what] = process.argv.slice(2)
if (!existsSync(DATA)) fail(`The measuring data is not beside the project: there is no ${DATA}.`)
else if (engine === undefined) report()
else {
  const make = ENGINES[engine]
  const passages = Number(what)
  if (!make) fail(`No engine is called ${engine}: there are ${Object.keys(ENGINES).join('; ')}.`)
  else if (what === 'quality') process.stdout.write(JSON.stringify(await qualityOf(make)))
  else if (passages > 0) process.stdout.write(JSON.stringify(await speedOf(make, passages, engine === PRODUCT)))
  else fail('After the engine comes "quality", or how many passages to index to measure its speed.')
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 2
}

function report(): void {
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  print(
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / MB / 1024)} GB, Node ${process.version}\n`,
  )
  print('| engine | questions S@1 | S@3 | nDCG@10 | keywords S@1 | S@3 |')
  print('|---|---|---|---|---|---|')
  for (const name of Object.keys(ENGINES)) {
    const { questions, keywords } = inProcess<{ questions: Measures; keywords: Measures }>(name, 'quality')
    const figures = [questions.s1, questions.s3, questions.ndcg10, keywords.s1, keywords.s3]
    print(`| ${name} | ${figures.map((figure) => figure.toFixed(2)).join(' | ')} |`)
  }
  print('\n| engine | passages | indexing, s | memory, MB | questions asked | p50, ms | p99, ms | filtered p50 | p99 |')
  print('|---|---|---|---|---|---|---|---|---|')
  for (const passages of SIZES)
    for (const name of Object.keys(ENGINES)) {
      const { indexMs, memoryMb, asked, filtered, ...plain } = inProcess<Speed>(name, String(passages))
      const times = [plain.p50, plain.p99, filtered?.p50, filtered?.p99].map((time) => time?.toFixed(1) ?? '–')
      const figures = [(indexMs / 1000).toFixed(2), memoryMb.toFixed(0), asked, ...times]
      print(`| ${name} | ${passages.toLocaleString('en-GB')} | ${figures.join(' | ')} |`)
    }
  process.stderr.write(`${sinceStart()} done\n`)
}

function inProcess<T>(name: string, what: string): T {
  process.stderr.write(`${sinceStart()} ${name}, ${what === 'quality' ? what : `${what} passages`}\n`)
  const args = [...process.execArgv, import.meta.filename, name, what]
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${name} could not be measured (${what}): see above`)
  return JSON.parse(stdout)
}

function sinceStart(): string {
  const seconds = Math.round(performance.now() / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

async function qualityOf(make: MakeEngine): Promise<{ questions: Measures; keywords: Measures }> {
  const answers = await readAnswers(file('answers.jsonl'))
  const canonical = createCanonicalPassages(await readPassages(file('passages.jsonl')))
  const judgments = await readJudgments(file('dev.qrels'))
  const { ask } = await make(answers)
  const of = async (questions: string) => {
    const rankings = new Map<string, Ranking>()
    for (const { id, text } of await readQuestions(file(questions)))
      rankings.set(id, rankingOf(await ask(text), id, { canonical, judgments }))
    return measure(rankings, judgments)
  }
  return { questions: await of('dev.questions.tsv'), keywords: await of('dev.keywords.tsv') }
}

async function speedOf(make: MakeEngine, passages: number, withFilters: boolean): Promise<Speed> {
  const answers = await readAnswers(file('scale-answers.jsonl.gz'), { passages })
  const questions = (await readQuestions(file('dev.questions.tsv'))).map(({ text }) => text)
  const before = memory()
  const start = performance.now()
  const { ask } = await make(answers)
  const indexMs = performance.now() - start
  const memoryMb = (memory() - before) / MB
  const times = await timesOf(questions, ask)
  const days = answers.map(({ answered }) => answered).sort()
  const filters = `since:${days[Math.floor(days.length / 2)]} house:commons`
  return {
    indexMs,
    memoryMb,
    asked: times.length,
    ...percentiles(times),
    ...(withFilters && {
      filtered: percentiles(
        await timesOf(
          questions.map((text) => `${text} ${filters}`),
          ask,
        ),
      ),
    }),
  }
}

/** How long each question took, in ms and ascending; at least one is asked. */
async function timesOf(questions: readonly string[], ask: Engine['ask']): Promise<number[]> {
  const times: number[] = []
  const began = performance.now()
  const isWithin = (ms: number) => performance.now() - began < ms
  for (const text of questions.slice(0, WARM_UP)) if (isWithin(MAX_WARM_UP_MS)) await ask(text)
  for (const text of Array.from({ length: ROUNDS }, () => questions).flat()) {
    if (!isWithin(MAX_MS) && times.length > 0) break
    const asked = performance.now()
    await ask(text)
    times.push(performance.now() - asked)
  }
  return times.sort((a, b) => a - b)
}

function percentiles(times: readonly number[]): Times {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number
  return { p50: at(0.5), p99: at(0.99) }
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

/**
 * npm run bench: quality and speed of the product and its peers, in one run on the same machine and texts. Needs the
 * measuring data beside the project. Each engine and size runs in a process of its own, so that memory is its own.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { createCanonicalPassages, type Ranking, rankingOf } from '../../src/cli/quality/canonical-passages.ts'
import { readAnswers, readJudgments, readPassages, readQuestions } from '../../src/cli/quality/judgments.ts'
import { type Measures, measure } from '../../src/cli/quality/measures.ts'
import type { WrittenAnswer } from '../../src/corpus/answer.ts'
import { ENGINES } from './engines.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')
const SIZES = [2_000, 20_000, 100_000]
const ROUNDS = 3
/** Once a size took so long for its questions, rounds end: a slow peer shall not keep the others waiting. */
const MAX_MS = 20_000
const MB = 1024 * 1024

interface Speed {
  indexMs: number
  memoryMb: number
  p50: number
  p99: number
}

const file = (name: string) => join(DATA, name)
const [engine, size] = process.argv.slice(2)
if (engine !== undefined)
  process.stdout.write(
    JSON.stringify(size === 'quality' ? await qualityOf(engine) : await speedOf(engine, Number(size))),
  )
else if (existsSync(DATA)) report()
else {
  process.stderr.write(`The measuring data is not beside the project: there is no ${DATA}.\n`)
  process.exitCode = 2
}

function engineNamed(name: string) {
  const make = ENGINES[name]
  if (!make) throw new Error(`no engine is called ${name}: ${Object.keys(ENGINES).join(', ')}`)
  return make
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
  print('\n| engine | passages | indexing, s | memory, MB | p50, ms | p99, ms |')
  print('|---|---|---|---|---|---|')
  for (const passages of SIZES)
    for (const name of Object.keys(ENGINES)) {
      const { indexMs, memoryMb, p50, p99 } = inProcess<Speed>(name, String(passages))
      const figures = [(indexMs / 1000).toFixed(2), memoryMb.toFixed(0), p50.toFixed(1), p99.toFixed(1)]
      print(`| ${name} | ${passages.toLocaleString('en-GB')} | ${figures.join(' | ')} |`)
    }
}

function inProcess<T>(name: string, what: string): T {
  const args = ['--expose-gc', '--max-old-space-size=8192', import.meta.filename, name, what]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * MB })
  if (status !== 0) throw new Error(`${name}, ${what}: ${stderr}`)
  return JSON.parse(stdout)
}

async function qualityOf(name: string): Promise<{ questions: Measures; keywords: Measures }> {
  const answers = await readAnswers(file('answers.jsonl'))
  const canonical = createCanonicalPassages(await readPassages(file('passages.jsonl')))
  const judgments = await readJudgments(file('dev.qrels'))
  const { ask } = await engineNamed(name)(answers)
  const of = async (questions: string) => {
    const rankings = new Map<string, Ranking>()
    for (const { id, text } of await readQuestions(file(questions)))
      rankings.set(id, rankingOf(await ask(text), id, { canonical, judgments }))
    return measure(rankings, judgments)
  }
  return { questions: await of('dev.questions.tsv'), keywords: await of('dev.keywords.tsv') }
}

async function speedOf(name: string, passages: number): Promise<Speed> {
  const answers = upTo(await readAnswers(file('scale-answers.jsonl.gz')), passages)
  const questions = await readQuestions(file('dev.questions.tsv'))
  const before = memory()
  const start = performance.now()
  const { ask } = await engineNamed(name)(answers)
  const indexMs = performance.now() - start
  const memoryMb = (memory() - before) / MB
  for (const { text } of questions.slice(0, 20)) await ask(text)
  const times: number[] = []
  const began = performance.now()
  for (let round = 0; round < ROUNDS && performance.now() - began < MAX_MS; round++)
    for (const { text } of questions) {
      const asked = performance.now()
      await ask(text)
      times.push(performance.now() - asked)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number
  return { indexMs, memoryMb, p50: at(0.5), p99: at(0.99) }
}

/** The first answers that together have so many passages (the set has 114,864). */
function upTo(answers: readonly WrittenAnswer[], passages: number): WrittenAnswer[] {
  const taken: WrittenAnswer[] = []
  let count = 0
  for (const answer of answers) {
    if (count >= passages) break
    taken.push(answer)
    count += answer.passages.length
  }
  return taken
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

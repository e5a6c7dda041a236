import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LiveCorpus } from './answering/live-corpus.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { createSeenEvents } from './slack/seen-events.ts'
import type { AnswerStore } from './storage/answer-store.ts'
import { createFileFeedback } from './storage/file-verdicts.ts'
import { answerLines } from './terminal/answer-lines.ts'
import { questionsIn } from './terminal/standard-input.ts'

/** How long questions on standard input are waited for before the playground starts; later ones are answered, too. */
const PATIENCE_MS = 300

const say = (line: string) => void process.stderr.write(`${line}\n`)

/**
 * What `npm start` does where Slack has no tokens: answers the questions on standard input, where there are such, and
 * ends; serves the playground where there are none, and goes on until it is stopped.
 */
export async function startWithoutSlack(
  { keepQuestions, port }: Config,
  { ask, corpus, store }: LiveCorpus & { store: AnswerStore | undefined },
  log: Log,
): Promise<void> {
  say('Slack is not connected: README.md, "Connect it to Slack", says how. Until then:')
  const questions = questionsIn(process.stdin)
  const answerAll = async () => {
    say('questions on standard input are answered here, one a line.')
    await answerLines(ask, process.stdin, process.stdout)
  }
  const found = await questions.within(PATIENCE_MS)
  if (found) return void (await answerAll())

  const startPlayground = await findPlayground()
  if (!startPlayground) {
    say('questions are answered here, one a line. (The playground in the browser is not in this installation.)')
    // Of a pipe that has ended nothing more can be read, and nothing tells so.
    if (found === undefined || process.stdin.isTTY) await answerLines(ask, process.stdin, process.stdout)
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'send-answers-'))
  // Verdicts on trial replies are nobody's: they go with the playground.
  const feedback = createFileFeedback({ folder, keepQuestions })
  const events = createSeenEvents()
  const lastUpdated = () => store?.status().lastGood
  const services = { ask, corpus, log, events, feedback, keepQuestions, lastUpdated }
  const playground = await startPlayground(port, services, log)
  say(`open ${playground.url} in a browser: it is a playground with the bot in it. Ctrl+C stops it.`)
  const stop = async () => {
    await playground.stop()
    await rm(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await stop()
      process.exit(0)
    })
  await questions.later
  await answerAll()
  await stop()
}

/** The playground, which is there where the development dependencies are. */
async function findPlayground() {
  try {
    return (await import('../playground/playground.ts')).startPlayground
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

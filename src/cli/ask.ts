import type { Answering } from '../answering/answering.ts'
import { createApp } from '../app.ts'
import { AppError } from '../app-error.ts'
import { readAskConfig } from '../config.ts'
import { createStreamLog } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { answerLines } from '../terminal/answer-lines.ts'
import { replyJson } from '../terminal/reply-json.ts'
import { printable } from '../wording/printable.ts'
import { saidText } from '../wording/said-text.ts'
import { parseArguments } from './parse-arguments.ts'

const USAGE =
  'Usage: npm run -s ask -- "question" [--json], or npm run -s ask [-- --json] for questions that are typed or piped in, one a line'

/**
 * Answers one question, or those on standard input, one a line; at a terminal with a prompt. Gives 0 if each question
 * was answered or a person typed them, 1 if for one of them there is nothing, or only the closest.
 */
export async function askCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArguments(
    { args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } },
    USAGE,
  )
  const typed = positionals.join(' ').trim()
  if (typed === '' && positionals.length > 0) throw new AppError('misuse', USAGE)

  const log = await createStreamLog('warn', process.stderr)
  const { dataDir, embeddings } = readAskConfig(env)
  const meaning = embeddings ? ({ make: 'few', wait: true } as const) : undefined
  const { answering, stop } = await createApp({ dataDir, meaning }, log)
  try {
    if (typed === '') return await askInLines(answering, values.json)
    if (values.json) {
      const reply = await answering.ask(answering.parse(typed))
      process.stdout.write(`${JSON.stringify(replyJson(reply), null, 2)}\n`)
      return reply.kind === 'answer' ? 0 : 1
    }
    const today = todayInEngland(Date.now())
    const { said } = await answering.next(typed, undefined, today)
    process.stdout.write(`${printable(saidText(said, today))}\n`)
    return said.kind !== 'reply' || said.shown.reply.kind === 'answer' ? 0 : 1
  } finally {
    await stop()
  }
}

async function askInLines(answering: Answering, json: boolean): Promise<number> {
  const { questions, answered } = await answerLines(answering, process.stdin, process.stdout, { json })
  if (process.stdin.isTTY) return 0
  if (questions === 0) throw new AppError('misuse', USAGE)
  return answered === questions ? 0 : 1
}

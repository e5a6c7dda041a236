import type { Answering } from '../answering/answering.ts'
import { createApp } from '../app.ts'
import { readAskConfig } from '../config.ts'
import { createStreamLog } from '../log.ts'
import { todayInEngland } from '../record/dates.ts'
import { answerInJson } from '../terminal/answer-in-json.ts'
import { answerInText } from '../terminal/answer-in-text.ts'
import { answerLines } from '../terminal/answer-lines.ts'
import { printable } from '../wording/printable.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run -s ask -- "question" [--json]
       npm run -s ask [-- --json] for questions that are typed or piped in, one a line

Answers a question with what a minister told Parliament, word for word. "latest" lists the newest answers, "about TOPIC"
those on a topic, "about" the topics, "asked before: DRAFT" earlier questions like a draft. With --json only the last is
no question.

Options:
  --json      print each reply as JSON (docs/using.md, "Replies as JSON")
  -h, --help  print this, and do nothing else

Settings: DATA_DIR, DATABASE_URL, EMBEDDINGS, SEARCH_URL (docs/configuring.md).

Exit codes:
  0  every question was answered, or a person typed them
  1  for at least one there is nothing, or only the closest
  2  wrong usage, wrong configuration, or no question
  9  anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/**
 * Answers one question, or those on standard input, one a line; at a terminal with a prompt. Gives 0 if each question
 * was answered or a person typed them, 1 if for one of them there is nothing, or only the closest.
 */
export async function askCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArguments(
    { args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } },
    MANUAL,
  )
  const typed = positionals.join(' ').trim()
  if (typed === '' && positionals.length > 0) throw misuse(MANUAL)

  const log = await createStreamLog('warn', process.stderr)
  const { embeddings, ...place } = readAskConfig(env)
  const meaning = embeddings ? ({ make: 'few', wait: true } as const) : undefined
  const { answering, stop } = await createApp({ ...place, meaning }, log)
  try {
    if (typed === '') return await askInLines(answering, values.json)
    const today = todayInEngland(Date.now())
    if (values.json) {
      const { json, answered } = await answerInJson(answering, typed, today)
      process.stdout.write(`${JSON.stringify(json, null, 2)}\n`)
      return answered ? 0 : 1
    }
    const { text, answered } = await answerInText(answering, typed, undefined, today)
    process.stdout.write(`${printable(text)}\n`)
    return answered ? 0 : 1
  } finally {
    await stop()
  }
}

async function askInLines(answering: Answering, json: boolean): Promise<number> {
  const { questions, answered } = await answerLines(answering, process.stdin, process.stdout, { json })
  if (process.stdin.isTTY) return 0
  if (questions === 0) throw misuse(MANUAL)
  return answered === questions ? 0 : 1
}

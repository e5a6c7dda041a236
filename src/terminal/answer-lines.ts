import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Answering } from '../answering/answering.ts'
import { todayInEngland } from '../record/dates.ts'
import { printable } from '../wording/printable.ts'
import { replyText } from '../wording/reply-text.ts'
import { replyJson } from './reply-json.ts'

/** What answers the lines. */
export type Answers = Pick<Answering, 'parse' | 'ask'>

/** How many questions there were, and how many of them were answered. */
export interface Answered {
  questions: number
  answered: number
}

/**
 * Answers questions, one a line, until the input ends: with a prompt at a terminal, with the question above its answer
 * for a pipe or a file. Empty lines are skipped. With `json` each reply is one line of JSON, and nothing else is printed.
 */
export async function answerLines(
  answering: Answers,
  input: Readable & { isTTY?: boolean },
  output: Writable,
  { json = false }: { json?: boolean } = {},
): Promise<Answered> {
  const count: Answered = { questions: 0, answered: 0 }
  const interactive = input.isTTY === true
  const lines = createInterface({ input, ...(interactive && { output, prompt: '> ' }) })
  if (interactive) lines.prompt()
  for await (const line of lines) {
    const typed = line.trim()
    if (typed !== '') {
      const reply = await answering.ask(answering.parse(typed))
      count.questions += 1
      if (reply.kind === 'answer') count.answered += 1
      const text = printable(replyText(reply, todayInEngland(Date.now())))
      if (json) output.write(`${JSON.stringify(replyJson(reply))}\n`)
      else output.write(interactive ? `\n${text}\n\n` : `${printable(`> ${typed}`)}\n\n${text}\n\n`)
    }
    if (interactive) lines.prompt()
  }
  return count
}

import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Answering } from '../answering/answering.ts'
import type { Turn } from '../answering/conversation.ts'
import type { Reply } from '../answering/reply.ts'
import { todayInEngland } from '../record/dates.ts'
import { printable } from '../wording/printable.ts'
import { saidText } from '../wording/said-text.ts'
import { replyJson } from './reply-json.ts'

/** What answers the lines. */
export type Answers = Pick<Answering, 'parse' | 'ask' | 'next'>

/** How many questions there were, and how many of them were answered. */
export interface Answered {
  questions: number
  answered: number
}

/**
 * Answers questions, one a line, until the input ends: with a prompt at a terminal, with the question above its answer
 * for a pipe or a file. The lines are one conversation: a line may follow up the one before it. Empty lines are skipped.
 * With `json` each line is a question of its own, each reply one line of JSON, and nothing else is printed.
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
  let last: Turn | undefined
  for await (const line of lines) {
    const typed = line.trim()
    if (typed !== '' && json) {
      const reply = await answering.ask(answering.parse(typed))
      countReply(count, reply.kind)
      output.write(`${JSON.stringify(replyJson(reply))}\n`)
    } else if (typed !== '') {
      const today = todayInEngland(Date.now())
      const { said, turn } = await answering.next(typed, last, today)
      last = turn
      countReply(count, said.kind === 'reply' ? said.shown.reply.kind : 'answer')
      const text = printable(saidText(said, today))
      output.write(interactive ? `\n${text}\n\n` : `${printable(`> ${typed}`)}\n\n${text}\n\n`)
    }
    if (interactive) lines.prompt()
  }
  return count
}

function countReply(count: Answered, kind: Reply['kind']): void {
  count.questions += 1
  if (kind === 'answer') count.answered += 1
}

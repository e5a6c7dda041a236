import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Ask } from '../answering/reply.ts'
import { printable } from '../wording/printable.ts'
import { replyText } from '../wording/reply-text.ts'

/** How many questions there were, and how many of them something answers. */
export interface Answered {
  questions: number
  answered: number
}

/**
 * Answers questions, one a line, until the input ends: with a prompt where a person types, with the question above its
 * answer where a pipe or a file is read. Empty lines are passed over. As JSON each reply is one line, and nothing else is.
 */
export async function answerLines(
  ask: Ask,
  input: Readable & { isTTY?: boolean },
  output: Writable,
  { json = false }: { json?: boolean } = {},
): Promise<Answered> {
  const count: Answered = { questions: 0, answered: 0 }
  const interactive = input.isTTY === true
  const lines = createInterface({ input, ...(interactive && { output, prompt: '> ' }) })
  if (interactive) lines.prompt()
  for await (const line of lines) {
    const question = line.trim()
    if (question !== '') {
      const reply = await ask(question)
      count.questions += 1
      if (reply.kind === 'answer') count.answered += 1
      const text = printable(replyText(reply))
      if (json) output.write(`${JSON.stringify(reply)}\n`)
      else output.write(interactive ? `\n${text}\n\n` : `${printable(`> ${question}`)}\n\n${text}\n\n`)
    }
    if (interactive) lines.prompt()
  }
  return count
}

import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Ask } from '../search/reply.ts'
import { printable } from '../wording/printable.ts'
import { replyText } from '../wording/reply-text.ts'

/**
 * Answers questions, one a line, until the input ends: with a prompt where a person types, with the question above its
 * answer where a pipe or a file is read. Empty lines are passed over.
 */
export async function answerLines(ask: Ask, input: Readable & { isTTY?: boolean }, output: Writable): Promise<void> {
  const interactive = input.isTTY === true
  const lines = createInterface({ input, ...(interactive && { output, prompt: '> ' }) })
  if (interactive) lines.prompt()
  for await (const line of lines) {
    const question = line.trim()
    if (question !== '') {
      const reply = printable(replyText(await ask(question)))
      output.write(interactive ? `\n${reply}\n\n` : `${printable(`> ${question}`)}\n\n${reply}\n\n`)
    }
    if (interactive) lines.prompt()
  }
}

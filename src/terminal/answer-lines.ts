import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Answering } from '../answering/answering.ts'
import type { Turn } from '../answering/conversation.ts'
import { todayInEngland } from '../record/dates.ts'
import { suggestionsText } from '../wording/list-text.ts'
import { printable } from '../wording/printable.ts'
import { type AnswersJson, answerInJson } from './answer-in-json.ts'
import { type AnswersText, answerInText } from './answer-in-text.ts'

const PROMPT = '> '

/** What answers the lines. */
export type Answers = AnswersText & AnswersJson & Pick<Answering, 'suggestions'>

/** How many questions there were, and how many of them were answered. */
export interface Answered {
  questions: number
  answered: number
}

interface Options {
  json?: boolean
  /** Is called once, with a function that shows a status above the prompt, or none if it is empty. */
  follow?: (show: (status: string) => void) => void
}

/**
 * Answers questions, one a line, until the input ends: with a prompt at a terminal, with the question above its answer
 * for a pipe or a file. At a terminal, questions to begin with come first. The lines are one conversation: a line may
 * follow up the one before it. Empty lines are skipped. With `json` each line is a question of its own, each reply one
 * line of JSON, and nothing else is printed.
 */
export async function answerLines(
  answering: Answers,
  input: Readable & { isTTY?: boolean },
  output: Writable,
  { json = false, follow }: Options = {},
): Promise<Answered> {
  const count: Answered = { questions: 0, answered: 0 }
  const interactive = input.isTTY === true
  if (interactive && !json) output.write(printable(suggestionsText(await answering.suggestions())))
  let last: Turn | undefined
  const lines = createInterface({ input, ...(interactive && { output, prompt: PROMPT }) })
  let waiting = false
  lines.once('close', () => {
    waiting = false
  })
  const prompt = () => {
    waiting = interactive
    if (interactive) lines.prompt()
  }
  let shown = ''
  follow?.((status) => {
    if (!interactive || status === shown) return
    shown = status
    lines.setPrompt(status === '' ? PROMPT : `${status}\n${PROMPT}`)
    // Draws the prompt anew, with what was typed so far.
    if (waiting) lines.prompt(true)
  })
  prompt()
  for await (const line of lines) {
    waiting = false
    const typed = line.trim()
    if (typed !== '' && json) {
      const { json, answered } = await answerInJson(answering, typed, todayInEngland(Date.now()))
      countReply(count, answered)
      output.write(`${JSON.stringify(json)}\n`)
    } else if (typed !== '') {
      const today = todayInEngland(Date.now())
      const answer = await answerInText(answering, typed, last, today)
      last = answer.turn
      countReply(count, answer.answered)
      const text = printable([answer.text, answer.further].filter((part) => part !== '').join('\n\n'))
      output.write(interactive ? `\n${text}\n\n` : `${printable(`> ${typed}`)}\n\n${text}\n\n`)
    }
    prompt()
  }
  return count
}

function countReply(count: Answered, answered: boolean): void {
  count.questions += 1
  if (answered) count.answered += 1
}

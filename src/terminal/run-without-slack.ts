import type { Answering } from '../answering/answering.ts'
import { answerLines } from './answer-lines.ts'
import { createFetchingLine, fetchingAbovePrompt } from './show-fetching.ts'
import type { Questions } from './standard-input.ts'
import type { StatusLine } from './status-line.ts'

interface Parts {
  answering: Answering
  /** Starts the HTTP API; undefined if it is off. */
  startApi: () => Promise<{ url: string } | undefined>
  /** Starts the playground; undefined if this installation has none. */
  startPlayground: () => Promise<{ url: string } | undefined>
  /** Fetches answers from now on. */
  startSyncs: (onChange: () => void) => void
}

interface Input {
  questions: Questions
  /** Whether there were questions at the start; undefined if that is not known yet. */
  found: boolean | undefined
}

type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout'>

/**
 * What `npm start` does without Slack's tokens: answers the questions on standard input and resolves. If there are none
 * it starts the playground, and resolves when questions come after all and are answered; otherwise never. With the HTTP API
 * it never resolves then. It fetches answers only where it stays: with the API, the playground, or at a prompt.
 */
export async function runWithoutSlack(
  { answering, startApi, startPlayground, startSyncs }: Parts,
  { questions, found }: Input,
  { stdin, stdout }: Streams,
  status: StatusLine,
): Promise<void> {
  const say = (line: string) => status.write(`${line}\n`)
  say('Slack is not connected: README.md, "Connect it to Slack", says how. Until then:')
  const answerAll = async () => {
    say('questions on standard input are answered here, one a line.')
    await answerLines(answering, stdin, stdout)
  }
  if (found) return answerAll()

  const api = await startApi()
  if (api) say(`programs and agents are answered at ${api.url}.`)
  const playground = await startPlayground()
  if (playground) {
    say(`open ${playground.url} in a browser: it is a playground with the bot in it. Ctrl+C stops it.`)
    startSyncs(createFetchingLine(answering, status))
    await questions.later
    await answerAll()
  } else {
    say('questions are answered here, one a line. (The playground in the browser is not in this installation.)')
    const follow = (show: (status: string) => void) => startSyncs(() => show(fetchingAbovePrompt(answering)))
    if (stdin.isTTY) await answerLines(answering, stdin, stdout, { follow })
    else {
      if (api) startSyncs(createFetchingLine(answering, status))
      // A pipe that has ended gives no line and no second end, so it must not be read again.
      if (found === undefined) await answerLines(answering, stdin, stdout)
    }
  }
  if (api) await new Promise(() => {})
}

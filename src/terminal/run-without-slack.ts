import { type Answers, answerLines } from './answer-lines.ts'
import { questionsOn } from './standard-input.ts'

/** How long to wait for questions on standard input before the playground starts. Later ones are answered too. */
const WAIT_MS = 300

interface Parts {
  answering: Answers
  /** Starts the playground; undefined if this installation has none. */
  startPlayground: () => Promise<{ url: string } | undefined>
}

type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>

/**
 * What `npm start` does without Slack's tokens: answers the questions on standard input and resolves. If there are none
 * it starts the playground, and resolves when questions come after all and are answered; otherwise never.
 */
export async function runWithoutSlack(
  { answering, startPlayground }: Parts,
  { stdin, stdout, stderr }: Streams,
): Promise<void> {
  const say = (line: string) => void stderr.write(`${line}\n`)
  say('Slack is not connected: README.md, "Connect it to Slack", says how. Until then:')
  const questions = questionsOn(stdin)
  const answerAll = async () => {
    say('questions on standard input are answered here, one a line.')
    await answerLines(answering, stdin, stdout)
  }
  const found = await questions.within(WAIT_MS)
  if (found) return answerAll()

  const playground = await startPlayground()
  if (!playground) {
    say('questions are answered here, one a line. (The playground in the browser is not in this installation.)')
    // A pipe that has ended gives no line and no second end, so it must not be read again.
    if (found === undefined || stdin.isTTY) await answerLines(answering, stdin, stdout)
    return
  }
  say(`open ${playground.url} in a browser: it is a playground with the bot in it. Ctrl+C stops it.`)
  await questions.later
  await answerAll()
}

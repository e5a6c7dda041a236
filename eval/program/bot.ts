import { createHmac } from 'node:crypto'
import { freePort } from './free-port.ts'
import { type Program, startProgram } from './program.ts'
import { type AnswerCall, type SlackStub, startSlackStub } from './slack-stub.ts'

export const SIGNING_SECRET = 'a-secret-of-the-measurements'

/** The real bot in HTTP mode, as `npm start` starts it, with a stub of Slack. */
export interface Bot {
  program: Program
  port: number
  slack: SlackStub
  /** Posts a signed request as Slack does: a form, or JSON for an event. Gives its status, or the error's code. */
  post: (body: Record<string, string> | string, headers?: Record<string, string>) => Promise<number | string>
  stop: () => Promise<void>
}

interface BotOptions {
  dataDir: string
  /** The address of Parliament's API; if it is missing, the bot doesn't sync. */
  parliamentUrl?: string | undefined
  env?: Record<string, string>
  answer?: AnswerCall | undefined
  /** A stub that is shared with other bots, and stopped by its owner; by default the bot gets its own. */
  slack?: SlackStub
}

/** Starts the bot and resolves when it listens. @throws Error if it ends instead */
export async function startBot({ dataDir, parliamentUrl, env, answer, slack: given }: BotOptions): Promise<Bot> {
  const slack = given ?? (await startSlackStub(answer))
  const port = await freePort()
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: 'xoxb-measured',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.url,
    PORT: String(port),
    ...(parliamentUrl === undefined ? { SYNC_EVERY: 'off' } : { PARLIAMENT_API_URL: parliamentUrl }),
    ...env,
  })
  const stop = async () => {
    await program.stop()
    if (!given) slack.stop()
  }
  if (!(await program.says('slack.started'))) {
    await stop()
    throw new Error(`the bot did not start:\n${program.stderr()}`)
  }
  return { program, port, slack, post: (body, headers) => postSigned(port, body, headers), stop }
}

/** Posts a signed request to this port as Slack does. Gives its status, or the error's code. */
export async function postSigned(
  port: number,
  body: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<number | string> {
  const isForm = typeof body !== 'string'
  const text = isForm ? new URLSearchParams(body).toString() : body
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${text}`).digest('hex')
  try {
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      body: text,
    })
    await response.arrayBuffer()
    return response.status
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    return cause?.code ?? (error as Error).message
  }
}

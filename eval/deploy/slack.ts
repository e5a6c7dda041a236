import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { postSigned, SIGNING_SECRET } from '../program/bot.ts'
import { sendCommand } from '../program/payloads.ts'
import { agree, startSlackStub } from '../program/slack-stub.ts'

/** The ids that docs/deploy/replicas.md erases. */
const PERSON = { team_id: 'T024BE7LD', user_id: 'U024BE7LH' }
const QUESTION = 'will they publish the letters sent to councils after a SEND inspection?'
const PATIENCE_MS = 30_000

/**
 * Stands in for Slack where `.ci/deploy` runs docs/deploy/replicas.md. `serve` answers the bot's calls until it is ended, and
 * prints what `.env` needs for it; `ask PORT` posts a signed `/send` to that port and prints what is sent to its response_url.
 */
const MODES: Record<string, (port: number) => Promise<void>> = {
  async serve() {
    const slack = await startSlackStub()
    process.stdout.write(
      `SLACK_BOT_TOKEN=xoxb-deployed\nSLACK_SIGNING_SECRET=${SIGNING_SECRET}\nSLACK_API_URL=${slack.url}\n`,
    )
    await once(process, 'SIGTERM')
    slack.stop()
  },
  async ask(port) {
    let reply: string | undefined
    const slack = await startSlackStub((call, response) => {
      if (call.method === 'respond') reply = call.body
      agree(call, response)
    })
    const command = sendCommand(slack.responseUrl, { text: QUESTION, trigger: `deploy.${Date.now()}` })
    const status = await postSigned(port, { ...command, ...PERSON })
    for (let waited = 0; status === 200 && reply === undefined && waited < PATIENCE_MS; waited += 50) await sleep(50)
    slack.stop()
    process.stdout.write(`${status} ${reply ?? 'no reply'}\n`)
    process.exitCode = reply === undefined ? 1 : 0
  },
}

const [mode = '', port] = process.argv.slice(2)
await MODES[mode]?.(Number(port))

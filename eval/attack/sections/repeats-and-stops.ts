import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, startBot } from '../../program/bot.ts'
import { sendCommand } from '../../program/payloads.ts'
import { startProgram } from '../../program/program.ts'
import { agree, startSlackStub } from '../../program/slack-stub.ts'
import type { Row, Section } from '../section.ts'

const QUESTION = 'letters sent to councils'
const REPLY_MS = 20_000
/** A second reply would come within this time after the first. */
const SECOND_REPLY_MS = 2000
const IN_FLIGHT = 20
const REQUESTS = 5

/** What comes twice, a token that is refused, a store that can't be read, and stops at bad moments. */
export const repeatsAndStops: Section = {
  name: 'repeats and stops',
  async *run({ folder, defer }) {
    yield await theSameCommand(join(folder, 'repeated'), defer)
    yield await refusedToken(join(folder, 'refused'), defer)
    yield await damagedStore(join(folder, 'damaged'), defer)
    yield await stopInFlight(join(folder, 'in-flight'), defer)
    yield await stopWhileStarting(join(folder, 'starting'), defer)
  },
}

type Defer = (stop: () => unknown) => void

const command = ({ slack }: Bot, trigger: string) => sendCommand(slack.responseUrl, { text: QUESTION, trigger })
const replies = ({ slack }: Bot) => slack.calls.filter(({ method }) => method === 'respond').length

async function until(holds: () => boolean): Promise<boolean> {
  for (let waited = 0; !holds() && waited < REPLY_MS; waited += 50) await sleep(50)
  return holds()
}

async function theSameCommand(dataDir: string, defer: Defer): Promise<Row> {
  const bot = await startBot({ dataDir })
  defer(bot.stop)
  for (let n = 0; n < 3; n++) await bot.post(command(bot, '1.1'))
  await until(() => replies(bot) > 0)
  await sleep(SECOND_REPLY_MS)
  return {
    tried: 'the same command three times',
    count: 3,
    outcome: `answered ${replies(bot)} times`,
    good: replies(bot) === 1,
  }
}

async function refusedToken(dataDir: string, defer: Defer): Promise<Row> {
  let refuses = false
  const bot = await startBot({
    dataDir,
    answer(call, response) {
      if (refuses) response.end('{"ok":false,"error":"token_revoked"}')
      else agree(call, response)
    },
  })
  defer(bot.stop)
  refuses = true
  const posts = () => bot.slack.calls.filter(({ method }) => method === 'chat.postMessage').length
  for (let n = 0; n < REQUESTS; n++) {
    const before = posts()
    const event = { type: 'app_mention', user: 'U1', channel: `C${n}`, ts: `3.${n}`, text: `<@UBOT> ${QUESTION}` }
    await bot.post(JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${n}`, event }))
    await until(() => posts() > before)
  }
  await until(() => bot.program.stderr().includes('slack.token_refused'))
  const errors = bot.program.stderr().match(/"level":"error"/g) ?? []
  return {
    tried: 'mentions while Slack refuses the token',
    count: REQUESTS,
    outcome: `${errors.length} error in the log; ${bot.program.hasEnded() ? 'it ended' : 'alive'}`,
    good: errors.length === 1 && !bot.program.hasEnded(),
  }
}

async function damagedStore(dataDir: string, defer: Defer): Promise<Row> {
  await mkdir(dataDir, { recursive: true })
  await writeFile(join(dataDir, 'answers.sqlite'), 'no database '.repeat(1000))
  const bot = await startBot({ dataDir })
  defer(bot.stop)
  await bot.post(command(bot, '1.1'))
  const answered = await until(() => replies(bot) > 0)
  const said = bot.program.stderr().includes('corpus.store_left_out')
  return {
    tried: 'a start on a damaged store',
    count: 1,
    outcome: `${said ? 'it said so' : 'it said nothing'}; ${answered ? 'answered' : 'not answered'}`,
    good: said && answered,
  }
}

async function stopInFlight(dataDir: string, defer: Defer): Promise<Row> {
  const bot = await startBot({ dataDir })
  defer(bot.stop)
  const statuses = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => bot.post(command(bot, `1.${n}`))))
  const acknowledged = statuses.filter((status) => status === 200).length
  const { code } = await bot.program.stop()
  return {
    tried: 'SIGTERM right after commands were acknowledged',
    count: IN_FLIGHT,
    outcome: `${acknowledged} acknowledged, ${replies(bot)} answered; ended with ${code}`,
    good: replies(bot) === acknowledged && code === 0,
  }
}

async function stopWhileStarting(dataDir: string, defer: Defer): Promise<Row> {
  const slack = await startSlackStub(() => {})
  defer(slack.stop)
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: 'xoxb-attacked',
    SLACK_SIGNING_SECRET: 'a-secret',
    SLACK_API_URL: slack.url,
    PORT: '0',
    SYNC_EVERY: 'off',
  })
  defer(program.stop)
  await until(() => slack.calls.length > 0)
  const { code } = await program.stop()
  return {
    tried: 'SIGTERM while it waits for Slack to start',
    count: 1,
    outcome: `ended with ${code}`,
    good: code === 0,
  }
}

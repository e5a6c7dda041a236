import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'
import { POSTGRES_PROGRAMS, startPostgres } from '../../../test/postgres-server.ts'
import { type Bot, postSigned, startBot } from '../../program/bot.ts'
import { sendCommand } from '../../program/payloads.ts'
import { type RoundRobin, startRoundRobin } from '../../program/round-robin.ts'
import { startSlackStub } from '../../program/slack-stub.ts'
import { createSlackWorkspace, type SlackWorkspace } from '../../program/slack-workspace.ts'
import type { Row, Section } from '../section.ts'

const QUESTION = 'will they publish the letters sent to councils after a SEND inspection?'
const REPLICAS = 3
const AT_ONCE = 50
/** Slack delivers what isn't answered with 200 up to three times again. */
const DELIVERIES = 4
/** What was acknowledged is delivered again all the same, as where the acknowledgement was lost on its way: one in so many. */
const AGAIN = 5
const FOLLOW_UPS = 30
/** Slack takes a call after this time, so that many are under way when a process is killed. */
const LAG_MS = 30
const ALL_DONE_MS = 120_000
/** A second reply would come within this time after the last. */
const SECOND_REPLY_MS = 3000

/** Something asked of the bot, and how often it was answered. */
interface Request {
  body: Record<string, string> | string
  replies: () => number
}

/**
 * Three processes of the program on one Postgres, behind a proxy that gives each request to the next of them: requests,
 * some delivered twice, while one process is killed.
 */
export const replicas: Section = {
  name: 'replicas',
  limitMs: 10 * 60_000,
  async *run({ short, folder, defer }) {
    if (POSTGRES_PROGRAMS === undefined) {
      const outcome = 'skipped: Postgres is not installed (apt-get install postgresql)'
      yield { tried: 'three processes on one Postgres', count: 0, outcome, good: true }
      return
    }
    const postgres = await startPostgres()
    defer(postgres.stop)
    const workspace = createSlackWorkspace(LAG_MS)
    const slack = await startSlackStub(workspace.answer)
    defer(slack.stop)
    const DATABASE_URL = await postgres.createDatabase()
    const start = async (n: number) => {
      const bot = await startBot({
        dataDir: join(folder, `replica-${n}`),
        slack,
        env: { DATABASE_URL, EMBEDDINGS: 'off' },
      })
      defer(bot.stop)
      return bot
    }
    const bots = await Promise.all(Array.from({ length: REPLICAS }, (_, n) => start(n)))
    const proxy = await startRoundRobin(bots.map(({ port }) => port))
    defer(proxy.stop)
    const requests = Array.from({ length: short ? 400 : 2000 }, (_, n) => requestOf(n, workspace, slack.url))
    yield* killedHalfway(requests, bots, proxy)
    yield await followUps(requests.length, workspace, proxy)
  },
}

function requestOf(n: number, workspace: SlackWorkspace, slackUrl: string): Request {
  if (n % 3 === 0) {
    const path = `respond/${n}`
    const body = sendCommand(`${slackUrl}${path}`, { text: QUESTION, trigger: `command.${n}`, user: `U${n}` })
    return { body, replies: () => workspace.responses(path) }
  }
  const event = n % 3 === 1 ? mentionOf(n) : { type: 'message', channel_type: 'im', ...askedIn(`D${n}`, n) }
  return {
    body: eventBody(n, event),
    replies: () => workspace.texts(event.channel, n % 3 === 1 ? event.ts : undefined).length,
  }
}

const askedIn = (channel: string, n: number) => ({ user: `U${n}`, channel, ts: `1700000000.${n}`, text: QUESTION })
const mentionOf = (n: number) => ({ type: 'app_mention', ...askedIn(`C${n % 20}`, n) })
const eventBody = (id: number | string, event: object) =>
  JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: `Ev${id}`, event })

/** Delivers as Slack does: again if it isn't acknowledged. Gives the milliseconds until it was; undefined if it never was. */
async function deliver({ port }: RoundRobin, body: Request['body']): Promise<number | undefined> {
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    const sent = performance.now()
    const again = { 'x-slack-retry-num': String(delivery), 'x-slack-retry-reason': 'http_error' }
    if ((await postSigned(port, body, delivery > 0 ? again : {})) === 200) return performance.now() - sent
    await sleep(100)
  }
  return undefined
}

async function* killedHalfway(
  requests: readonly Request[],
  bots: readonly Bot[],
  proxy: RoundRobin,
): AsyncGenerator<Row> {
  const queue = new PQueue({ concurrency: AT_ONCE })
  const times: number[] = []
  let begun = 0
  let leftWaiting = 0
  await queue.addAll(
    requests.map(({ body }, n) => async () => {
      if (++begun === Math.floor(requests.length / 2)) {
        leftWaiting = requests.slice(0, n).filter(({ replies }) => replies() === 0).length
        await bots[1]?.program.kill()
      }
      const time = await deliver(proxy, body)
      if (time !== undefined) times.push(time)
      if (n % AGAIN === 0) await deliver(proxy, body)
    }),
  )
  const answered = () => requests.filter(({ replies }) => replies() > 0).length
  const acknowledgedAt = performance.now()
  while (answered() < requests.length && performance.now() - acknowledgedAt < ALL_DONE_MS) await sleep(100)
  const lastMs = performance.now() - acknowledgedAt
  await sleep(SECOND_REPLY_MS)
  const twice = (some: readonly Request[]) => some.filter(({ replies }) => replies() > 1).length
  const isCommand = ({ body }: Request) => typeof body !== 'string'
  const commands = twice(requests.filter(isCommand))
  const messages = twice(requests.filter((one) => !isCommand(one)))
  times.sort((a, b) => a - b)
  const at = (share: number) => `${times[Math.floor((times.length - 1) * share)]?.toFixed(0)} ms`
  const tookOver = bots.filter(({ program }) => program.stderr().includes('slack.payloads_taken_over')).length
  yield {
    tried: `requests to ${bots.length} processes, each fifth delivered twice, one killed after half of them`,
    count: requests.length,
    outcome: `${requests.length - answered()} not answered, ${requests.length - times.length} never acknowledged; ${messages} messages answered twice; ${leftWaiting} were unanswered at the kill, taken over by ${tookOver} processes; the last reply ${(lastMs / 1000).toFixed(1)} s after the last acknowledgement`,
    good: answered() === requests.length && messages === 0,
  }
  yield {
    tried: 'commands among them whose reply was being sent at the kill',
    count: requests.filter(isCommand).length,
    // A reply that only one person sees can't be looked up, so it is rather sent twice than not at all.
    outcome: `${commands} answered twice`,
    good: commands <= AT_ONCE / REPLICAS,
  }
  yield {
    tried: 'their acknowledgement',
    count: times.length,
    outcome: `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`,
    good: times.length === requests.length,
  }
}

/** Asks on in threads, by way of the process that is next, whichever answered before. */
async function followUps(requests: number, workspace: SlackWorkspace, proxy: RoundRobin): Promise<Row> {
  const threads = Array.from({ length: requests }, (_, n) => n)
    .filter((n) => n % 3 === 1)
    .slice(0, FOLLOW_UPS)
    .map(mentionOf)
  for (const [n, { channel, ts }] of threads.entries())
    await deliver(
      proxy,
      eventBody(`follow.${n}`, {
        type: 'app_mention',
        user: 'U1',
        channel,
        ts: `1800000000.${n}`,
        thread_ts: ts,
        text: '<@UBOT> who said that?',
      }),
    )
  const texts = () => threads.map(({ channel, ts }) => workspace.texts(channel, ts)[1])
  for (let waited = 0; texts().includes(undefined) && waited < ALL_DONE_MS; waited += 100) await sleep(100)
  const understood = texts().filter((text) => text?.includes('Nadhim Zahawi')).length
  return {
    tried: 'follow-ups ("who said that?"), each of the process that is next',
    count: threads.length,
    outcome: `${understood} understood`,
    good: understood === threads.length,
  }
}

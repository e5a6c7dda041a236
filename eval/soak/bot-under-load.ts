import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT, UNSET } from '../../test/run.ts'
import type { Stalls } from './report-stalls.ts'

const AT_ONCE = 200
const WAVES = 5
const SIGNING_SECRET = 'a-secret-of-the-soak'
const QUIET_MS = 10_000
const BETWEEN_WAVES_MS = 4000

export interface UnderLoad {
  /** How many vectors there were when the measuring began and when it ended: it embedded meanwhile. */
  vectors: { before: number; after: number }
  /** While it syncs and embeds, and nobody asks. */
  quiet: Stalls
  /** While 200 requests come at once, five times. */
  loaded: Stalls
  /** Until requests were acknowledged: Slack waits for three seconds. */
  acknowledged: { requests: number; failed: number; p50Ms: number; p99Ms: number; longestMs: number }
  /** How many replies were sent. */
  replies: number
}

/**
 * Starts the bot as `npm start` does, with an HTTP receiver, on an empty data folder, so that it syncs and makes vectors;
 * measures its event loop, and posts it signed commands, 200 at once.
 */
export async function botUnderLoad(
  dataDir: string,
  parliamentUrl: string,
  embeddings: 'on' | 'off',
): Promise<UnderLoad> {
  const slack = await startSlackStub()
  const port = await freePort()
  const bot = spawn(process.execPath, ['--import=./eval/soak/report-stalls.ts', 'src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH ?? '',
      ...UNSET,
      EMBEDDINGS: embeddings,
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      PARLIAMENT_API_URL: parliamentUrl,
      SYNC_EVERY: '6h',
      SYNC_REQUESTS_PER_SECOND: '20',
      SLACK_BOT_TOKEN: 'xoxb-soak',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.url,
      PORT: String(port),
    },
  })
  try {
    const vectors = () => count(dataDir, 'vector')
    while (count(dataDir, 'answer') < 100 || (embeddings === 'on' && vectors() < 50)) {
      if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode}`)
      await sleep(200)
    }
    const before = vectors()
    await stallsOf(bot)
    await sleep(QUIET_MS)
    const quiet = await stallsOf(bot)
    const times: number[] = []
    let failed = 0
    for (let wave = 0; wave < WAVES; wave++) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, n) => {
          const sent = performance.now()
          if ((await postCommand(port, slack.url, QUESTIONS[n % QUESTIONS.length] as string, n)) === 200)
            times.push(performance.now() - sent)
          else failed++
        }),
      )
      await sleep(BETWEEN_WAVES_MS)
    }
    const loaded = await stallsOf(bot)
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
    return {
      vectors: { before, after: vectors() },
      quiet,
      loaded,
      acknowledged: { requests: times.length + failed, failed, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: at(1) },
      replies: slack.replies(),
    }
  } finally {
    bot.kill()
    await once(bot, 'exit')
    slack.stop()
  }
}

/** Numbers are added, so that each question is embedded. */
const QUESTIONS = [
  'how long does an EHC plan take',
  'who pays for the taxi to a special school',
  'are there enough educational psychologists',
  'what happens when a council loses at tribunal',
]

async function postCommand(port: number, slackUrl: string, question: string, nth: number): Promise<number> {
  const body = new URLSearchParams({
    command: '/send',
    text: `${question} ${nth}`,
    team_id: 'T1',
    user_id: `U${nth}`,
    channel_id: 'C1',
    trigger_id: `1.${nth}`,
    response_url: `${slackUrl}respond`,
  }).toString()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  const { status } = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
  return status
}

async function stallsOf(bot: ChildProcess): Promise<Stalls> {
  const told = once(bot, 'message')
  bot.send('stalls')
  const [stalls] = await told
  return stalls as Stalls
}

/** Slack's Web API, as far as commands need it: it agrees to everything, and counts the replies. */
async function startSlackStub() {
  let replies = 0
  const server = createServer(async (request: IncomingMessage, response) => {
    for await (const _ of request);
    if (request.url === '/respond') replies++
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1', ts: '1.1', channel: 'C1' }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    replies: () => replies,
    stop: () => void server.close(),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

function count(dataDir: string, table: 'answer' | 'vector'): number {
  try {
    const database = new DatabaseSync(join(dataDir, 'answers.sqlite'), { readOnly: true })
    try {
      return Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows)
    } finally {
      database.close()
    }
  } catch {
    // The bot has not made it yet.
    return 0
  }
}

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, startBot } from '../program/bot.ts'
import { QUESTIONS, sendCommand } from '../program/payloads.ts'
import type { Stalls } from '../program/report-stalls.ts'

const AT_ONCE = 200
const WAVES = 5
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
  const bot = await startBot({
    dataDir,
    parliamentUrl,
    env: { EMBEDDINGS: embeddings, SYNC_EVERY: '6h', SYNC_REQUESTS_PER_SECOND: '20' },
  })
  try {
    const vectors = () => count(dataDir, 'vector')
    while (count(dataDir, 'answer') < 100 || (embeddings === 'on' && vectors() < 50)) {
      if (bot.program.hasEnded()) throw new Error(`the bot ended with ${(await bot.program.ended).code}`)
      await sleep(200)
    }
    const before = vectors()
    await bot.program.stalls()
    await sleep(QUIET_MS)
    const quiet = await bot.program.stalls()
    const times: number[] = []
    let failed = 0
    for (let wave = 0; wave < WAVES; wave++) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, n) => {
          const sent = performance.now()
          if ((await bot.post(command(bot, n, wave))) === 200) times.push(performance.now() - sent)
          else failed++
        }),
      )
      await sleep(BETWEEN_WAVES_MS)
    }
    const loaded = await bot.program.stalls()
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
    return {
      vectors: { before, after: vectors() },
      quiet,
      loaded,
      acknowledged: { requests: times.length + failed, failed, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: at(1) },
      replies: bot.slack.calls.filter(({ method }) => method === 'respond').length,
    }
  } finally {
    await bot.stop()
  }
}

/** Numbers are added to the questions, so that each is embedded. */
const command = ({ slack }: Bot, nth: number, wave: number) =>
  sendCommand(slack.responseUrl, {
    text: `${QUESTIONS[nth % QUESTIONS.length]} ${nth}`,
    trigger: `${wave}.${nth}`,
    user: `U${nth}`,
  })

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

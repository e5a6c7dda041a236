import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, startBot } from '../../program/bot.ts'
import type { Row, Section } from '../section.ts'

/** More than any field of Slack's takes. */
const CHARS = 40_000
/** The main thread is not held up longer, whatever people type. */
const MAX_STALL_MS = 100
const QUIET_MS = 50
const REPLY_MS = 30_000

/** Each makes a text of about that length. */
const TEXTS: Readonly<Record<string, (chars: number) => string>> = {
  'spaces in the middle': (chars) => `what${' '.repeat(chars)}x`,
  'dots in the middle': (chars) => `and in${'.'.repeat(chars)}x`,
  'question marks and spaces': (chars) => `${'? '.repeat(chars / 2)}x`,
}

export const hostileTexts: Section = {
  name: 'hostile texts',
  async *run({ folder, defer }) {
    const bot = await startBot({ dataDir: join(folder, 'data') })
    defer(bot.stop)
    for (const [what, make] of Object.entries(TEXTS)) yield await attackWith(bot, what, make(CHARS))
  },
}

async function attackWith(bot: Bot, what: string, text: string): Promise<Row> {
  await bot.program.stalls()
  const before = bot.slack.calls.length
  const status = await bot.post({
    command: '/send',
    text,
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: '1.1',
    response_url: bot.slack.responseUrl,
  })
  for (let waited = 0; bot.slack.calls.length === before && waited < REPLY_MS; waited += QUIET_MS) await sleep(QUIET_MS)
  const { longestMs } = await bot.program.stalls()
  const replied = bot.slack.calls.length > before
  return {
    tried: `a text of ${CHARS} characters: ${what}`,
    count: 1,
    outcome: `${status}, ${replied ? 'replied' : 'no reply'}, held up for ${longestMs.toFixed(0)} ms`,
    good: status === 200 && replied && longestMs <= MAX_STALL_MS && !bot.program.hasEnded(),
  }
}

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CHARS, TEXTS } from '../../../test/hostile-texts.ts'
import { type Bot, startBot } from '../../program/bot.ts'
import { sendCommand } from '../../program/payloads.ts'
import type { Row, Section } from '../section.ts'

/** A text takes 50 ms at most; the rest is for drawing, sending and a machine that is busy with the attack as well. */
const MAX_STALL_MS = 150
const POLL_MS = 10
const REPLY_MS = 30_000
/** A text that took longer is asked again: on a busy machine the process waits for its turn, too. */
const TRIES = 4
/** Of so many texts, one in the short form. */
const SHORT = 10

/** The ways in. Each takes a text and a number, and gives the body of Slack's request. */
const WAYS: Readonly<Record<string, (bot: Bot, text: string, n: number) => Record<string, string> | string>> = {
  '/send': ({ slack }, text, n) => sendCommand(slack.responseUrl, { text, trigger: `1.${n}`, user: `U${n}` }),
  'a mention': (_bot, text, n) => eventOf({ type: 'app_mention', text: `<@UBOT> ${text}`, channel: 'C1' }, n),
  'a direct message': (_bot, text, n) => eventOf({ type: 'message', channel_type: 'im', text, channel: `D${n}` }, n),
  'the message shortcut': ({ slack }, text, n) => ({
    payload: JSON.stringify({
      type: 'message_action',
      callback_id: 'find_send_answers',
      team: { id: 'T1' },
      user: { id: `U${n}` },
      channel: { id: 'C1' },
      message: { type: 'message', ts: `2.${n}`, text },
      message_ts: `2.${n}`,
      trigger_id: `1.${n}`,
      response_url: slack.responseUrl,
    }),
  }),
}

function eventOf(event: Record<string, string>, n: number): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: `Ev${event.type}${n}`,
    event: { ...event, user: `U${n}`, ts: `3.${n}` },
  })
}

export const hostileTexts: Section = {
  name: 'hostile texts',
  async *run({ folder, short, defer }) {
    const bot = await startBot({ dataDir: join(folder, 'data') })
    defer(bot.stop)
    const texts = TEXTS.filter((_, n) => !short || n % SHORT === 0)
    for (const [way, bodyOf] of Object.entries(WAYS))
      yield await attackBy(bot, way, texts, (text, n) => bodyOf(bot, text, n))
  },
}

/** Asks one text after the other, each when the one before it was replied to. */
async function attackBy(
  bot: Bot,
  way: string,
  texts: readonly string[],
  bodyOf: (text: string, n: number) => Record<string, string> | string,
): Promise<Row> {
  const { program, slack } = bot
  const isReply = ({ method }: { method: string }) => method === 'respond' || method === 'chat.postMessage'
  const replies = () => slack.calls.filter(isReply).length
  await program.stalls()
  let longestMs = 0
  let refused = 0
  let silent = 0
  let asked = 0
  const ask = async (text: string) => {
    const before = replies()
    if ((await bot.post(bodyOf(text, asked++))) !== 200) refused++
    for (let waited = 0; replies() === before && waited < REPLY_MS && !program.hasEnded(); waited += POLL_MS)
      await sleep(POLL_MS)
    if (replies() === before) silent++
    if (program.hasEnded()) throw new Error(`the bot ended with ${(await program.ended).code}`)
    return (await program.stalls()).longestMs
  }
  for (const text of texts) {
    let least = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < TRIES && least > MAX_STALL_MS; tries++) least = Math.min(least, await ask(text))
    longestMs = Math.max(longestMs, least)
  }
  return {
    tried: `${way} with ${CHARS} characters of one make`,
    count: asked,
    outcome: `${refused} refused, ${silent} without a reply; the main thread was held up for ${longestMs.toFixed(0)} ms at most`,
    good: refused === 0 && silent === 0 && longestMs <= MAX_STALL_MS,
  }
}

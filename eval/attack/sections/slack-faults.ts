import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, startBot } from '../../program/bot.ts'
import { payloads } from '../../program/payloads.ts'
import { agree } from '../../program/slack-stub.ts'
import type { Row, Section } from '../section.ts'

/** Somebody who asks is answered or told within this time. */
const TOLD_MS = 35_000
const DAY_S = 86_400
/** Calls that show somebody something. */
const TELLING = /^(?:respond|chat\.|views\.)/

interface Fault {
  answer: (response: ServerResponse) => void
  /** Whether Slack has done what the call asks for, so that nothing else is to be said. */
  done?: boolean
}

const json = (value: object) => (response: ServerResponse) => void response.end(JSON.stringify(value))
const refuses = (error: string): Fault => ({ answer: json({ ok: false, error }) })
const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  answer: (response) => void response.writeHead(code, headers).end(),
})

/** What Slack's API, or something between it and us, answers to the call that should show the reply. */
const FAULTS: Readonly<Record<string, Fault>> = {
  internal_error: refuses('internal_error'),
  expired_trigger_id: refuses('expired_trigger_id'),
  not_in_channel: refuses('not_in_channel'),
  msg_blocks_too_long: refuses('msg_blocks_too_long'),
  'status 500': status(500),
  '429 for a day': status(429, { 'retry-after': String(DAY_S) }),
  '429 for "soon"': { ...status(429, { 'retry-after': 'soon' }) },
  '429 for nothing': { ...status(429) },
  HTML: { answer: (response) => void response.end('<!doctype html><p>Sign in') },
  'half an answer': {
    done: true,
    answer(response) {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"ok":true,"ts":"1.1"', () => setTimeout(() => response.destroy(), 20))
    },
  },
  'a broken connection': { answer: (response) => void response.destroy() },
  'an answer after 5 s': {
    done: true,
    answer: (response) => void setTimeout(() => json({ ok: true })(response), 5000),
  },
}

export const slackFaults: Section = {
  name: 'faults of Slack’s API',
  limitMs: 15 * 60_000,
  async *run({ folder, short, defer }) {
    let fault: Fault | undefined
    const bot = await startBot({
      dataDir: join(folder, 'data'),
      answer(call, response) {
        const now = TELLING.test(call.method) ? fault : undefined
        if (!now) return agree(call, response)
        fault = undefined
        response.setHeader('content-type', 'application/json')
        now.answer(response)
      },
    })
    defer(bot.stop)
    const chosen = Object.entries(FAULTS).filter((_, nth) => !short || nth % 3 === 0)
    for (const [what, one] of chosen)
      yield await meet(bot, what, one, () => {
        fault = one
      })
  },
}

async function meet(bot: Bot, what: string, { done }: Fault, begin: () => void): Promise<Row> {
  const ways = payloads('letters sent to councils', bot.slack.responseUrl)
  const silent: string[] = []
  const twice: string[] = []
  for (const { way, body, payload } of ways) {
    const told = () => bot.slack.calls.filter(({ method }) => TELLING.test(method)).length
    const before = told()
    begin()
    await bot.post(body(payload))
    const wanted = done ? 1 : 2
    for (let waited = 0; told() < before + wanted && waited < TOLD_MS; waited += 50) await sleep(50)
    await sleep(done ? 6000 : 300)
    const calls = told() - before
    if (calls < wanted) silent.push(way)
    if (done && calls > 1) twice.push(way)
  }
  const outcome = [
    silent.length === 0 ? 'everybody was told' : `nobody was told after ${silent.join(', ')}`,
    ...(twice.length > 0 ? [`told twice after ${twice.join(', ')}`] : []),
    bot.program.hasEnded() ? 'it ended' : 'alive',
  ].join('; ')
  return {
    tried: `the reply is met by ${what}`,
    count: ways.length,
    outcome,
    good: silent.length === 0 && twice.length === 0 && !bot.program.hasEnded(),
  }
}

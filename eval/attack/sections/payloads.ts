import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, startBot } from '../../program/bot.ts'
import { payloads as makePayloads } from '../../program/payloads.ts'
import type { Row, Section } from '../section.ts'
import { createMutator } from './mutate.ts'

/** Nowhere in the record, so that it is found in a log only if what people ask is. */
const SECRET_WORD = 'zyzzyva'
const AT_ONCE = 20
const QUIET_MS = 2000
const HALF_OPEN = 200
const HALF_OPEN_MS = 15_000
const BIG = 2 ** 21
const MAX_GROWTH_BYTES = 200 * 2 ** 20

export const payloads: Section = {
  name: 'payloads',
  async *run({ folder, short, defer }) {
    const bot = await startBot({ dataDir: join(folder, 'data') })
    defer(bot.stop)
    yield await mutated(bot, short ? 600 : 10_000)
    yield await signedNothings(bot)
    yield await bigUnsigned(bot, short ? 50 : 300)
    yield await halfOpen(bot)
  },
}

async function mutated(bot: Bot, count: number): Promise<Row> {
  const mutate = createMutator(1)
  const statuses: Record<string, number> = {}
  for (let done = 0; done < count && !bot.program.hasEnded(); done += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, nth) => {
        const kinds = makePayloads(`${SECRET_WORD} ${done}`, bot.slack.responseUrl)
        const kind = kinds[(done + nth) % kinds.length] as (typeof kinds)[number]
        const status = await bot.post(kind.body(mutate(kind.payload)))
        statuses[status] = (statuses[status] ?? 0) + 1
      }),
    )
  await sleep(QUIET_MS)
  const told = bot.program.stderr().includes(SECRET_WORD)
  return {
    tried: 'signed payloads with a value that is another, or missing',
    count,
    outcome: `${counted(statuses)}; ${told ? 'a question is' : 'no question'} in the log; ${await health(bot)}`,
    good: !told && (await answers(bot)),
  }
}

async function signedNothings(bot: Bot): Promise<Row> {
  const bodies = ['null', '[]', '7', '"x"', '{', '', '{"event":null}', '{"event":[]}', '{"type":null}']
  const forms = ['null', '[]', '7', '{', '{"type":"block_actions"}', '{"type":"view_submission"}']
  const statuses: Record<string, number> = {}
  for (const body of [...bodies, ...forms.map((payload) => ({ payload }))]) {
    const status = await bot.post(body)
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  return {
    tried: 'signed bodies that are nothing, or half of something',
    count: bodies.length + forms.length,
    outcome: `${counted(statuses)}; ${await health(bot)}`,
    good: await answers(bot),
  }
}

async function bigUnsigned(bot: Bot, count: number): Promise<Row> {
  const before = bot.program.peakBytes() ?? 0
  const body = 'x'.repeat(BIG)
  const statuses: Record<string, number> = {}
  await Promise.all(
    Array.from({ length: count }, async () => {
      const status = await bot.post(body, { 'x-slack-signature': 'v0=0' })
      statuses[status] = (statuses[status] ?? 0) + 1
    }),
  )
  const growth = (bot.program.peakBytes() ?? before) - before
  return {
    tried: `unsigned bodies of ${BIG / 2 ** 20} MB at once`,
    count,
    outcome: `${counted(statuses)}; memory grew by ${Math.round(growth / 2 ** 20)} MB; ${await health(bot)}`,
    good: growth < MAX_GROWTH_BYTES && (await answers(bot)),
  }
}

/** Requests of which only the beginning comes. */
async function halfOpen(bot: Bot): Promise<Row> {
  let closed = 0
  const sockets = Array.from({ length: HALF_OPEN }, (_, nth) => {
    const socket = connect(bot.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('close', () => closed++)
    socket.resume()
    const head = 'POST /slack/events HTTP/1.1\r\nhost: x\r\n'
    socket.write(nth % 2 === 0 ? head : `${head}content-length: 1000\r\n\r\nhalf`)
    return socket
  })
  const meanwhile = await answers(bot)
  for (let waited = 0; closed < HALF_OPEN && waited < HALF_OPEN_MS; waited += 100) await sleep(100)
  for (const socket of sockets) socket.destroy()
  return {
    tried: 'requests that stop halfway',
    count: HALF_OPEN,
    outcome: `${closed} closed within ${HALF_OPEN_MS / 1000} s; ${meanwhile ? 'answered meanwhile' : 'not answered meanwhile'}`,
    good: closed === HALF_OPEN && meanwhile,
  }
}

const counted = (statuses: Record<string, number>) =>
  Object.entries(statuses)
    .map(([status, count]) => `${status} x ${count}`)
    .join(', ')

const health = async (bot: Bot) =>
  bot.program.hasEnded() ? `it ended with ${(await bot.program.ended).code}` : 'alive'

/** Whether a plain command is still answered. */
async function answers(bot: Bot): Promise<boolean> {
  const [command] = makePayloads('letters', `${bot.slack.responseUrl}?${Math.random()}`)
  const before = bot.slack.calls.length
  if (command === undefined || (await bot.post(command.body(command.payload))) !== 200) return false
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (bot.slack.calls.slice(before).some(({ method }) => method.startsWith('respond'))) return true
    await sleep(50)
  }
  return false
}

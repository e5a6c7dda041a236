import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { payloads } from '../../program/payloads.ts'
import { type Program, startProgram } from '../../program/program.ts'
import type { Attack, Row, Section } from '../section.ts'

const REPLY_MS = 20_000
/** Longer than the 8.5 s after which Slack's own client gives up. */
const UNREACHABLE_MS = 12_000

/** Slack's side of Socket Mode, and the bot that is connected to it. */
interface Connected {
  program: Program
  sockets: WebSocket[]
  acknowledged: string[]
  /** Replies to commands, by the number in their response_url. */
  replies: string[]
  /** Whether `apps.connections.open` is answered. */
  reachable: (is: boolean) => void
  command: (envelope: string) => string
}

export const socketMode: Section = {
  name: 'Socket Mode',
  async *run(attack) {
    const it = await connected(attack)
    const frames = ['null', '[]', '7', '{', '""', '{"type":"events_api","envelope_id":"x"}', ...broken()]
    yield await afterwards(it, 'frames that Slack doesn’t send', frames.length, async () => {
      for (const frame of frames) it.sockets.at(-1)?.send(frame)
      it.sockets.at(-1)?.send(Buffer.from([0, 1, 2]))
    })
    yield await afterwards(it, 'an announced end of the connection', 1, async () => {
      const before = it.sockets.length
      it.sockets.at(-1)?.send('{"type":"disconnect","reason":"warning"}')
      while (it.sockets.length === before && !it.program.hasEnded()) await sleep(20)
    })
    yield await afterwards(it, 'connections that break, one after the other', 5, async () => {
      for (let n = 0; n < 5; n++) {
        const before = it.sockets.length
        it.sockets.at(-1)?.terminate()
        for (let waited = 0; it.sockets.length === before && waited < REPLY_MS; waited += 20) await sleep(20)
      }
    })
    yield await afterwards(it, `Slack can’t be reached for ${UNREACHABLE_MS / 1000} s`, 1, async () => {
      const before = it.sockets.length
      it.reachable(false)
      it.sockets.at(-1)?.terminate()
      await sleep(UNREACHABLE_MS)
      it.reachable(true)
      for (let waited = 0; it.sockets.length === before && waited < REPLY_MS; waited += 20) await sleep(20)
    })
    yield await redelivered(it)
  },
}

/** Each payload with nothing, with null, and with a word in place of what it is about. */
const broken = () =>
  payloads('letters', 'http://127.0.0.1/').flatMap(({ payload }) =>
    [
      {},
      null,
      { ...payload, event: null, actions: null, user: null, command: null },
      { ...payload, event: 'x', type: 7 },
    ].map((strange) => JSON.stringify({ type: 'events_api', envelope_id: Math.random().toString(), payload: strange })),
  )

async function connected({ folder, defer }: Attack): Promise<Connected> {
  const sockets: WebSocket[] = []
  const acknowledged: string[] = []
  const replies: string[] = []
  let reachable = true
  const http = createServer(async (request, response) => {
    for await (const _ of request);
    const path = request.url ?? ''
    if (path.startsWith('/respond')) replies.push(path)
    if (path === '/apps.connections.open' && !reachable) return request.socket.destroy()
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/`, user_id: 'UBOT', bot_id: 'BBOT', ts: '1.1' }),
    )
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const { port } = http.address() as AddressInfo
  const server = new WebSocketServer({ server: http })
  server.on('connection', (socket) => {
    socket.send('{"type":"hello"}')
    socket.on('message', (data) => acknowledged.push(JSON.parse(data.toString()).envelope_id))
    sockets.push(socket)
  })
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: join(folder, 'data'),
    SLACK_BOT_TOKEN: 'xoxb-measured',
    SLACK_APP_TOKEN: 'xapp-measured',
    SLACK_API_URL: `http://127.0.0.1:${port}/`,
    SYNC_EVERY: 'off',
  })
  defer(async () => {
    await program.stop()
    server.close()
    http.closeAllConnections()
    http.close()
  })
  if (!(await program.says('slack.started'))) throw new Error(`the bot did not start:\n${program.stderr()}`)
  const command = (envelope_id: string) => {
    const [one] = payloads('letters', `http://127.0.0.1:${port}/respond?${envelope_id}`)
    return JSON.stringify({ envelope_id, type: 'slash_commands', payload: one?.payload })
  }
  return {
    program,
    sockets,
    acknowledged,
    replies,
    command,
    reachable(is) {
      reachable = is
    },
  }
}

let commands = 0

/** Whether a command is answered after something was done to the connection. */
async function afterwards(it: Connected, tried: string, count: number, act: () => Promise<void>): Promise<Row> {
  await act()
  const envelope = `command-${commands++}`
  it.sockets.at(-1)?.send(it.command(envelope))
  const isReplied = () => it.replies.some((path) => path.endsWith(envelope))
  for (let waited = 0; !isReplied() && waited < REPLY_MS && !it.program.hasEnded(); waited += 50) await sleep(50)
  const good = isReplied() && it.acknowledged.includes(envelope)
  const state = it.program.hasEnded() ? `it ended with ${(await it.program.ended).code}` : 'alive'
  return { tried, count, outcome: `${good ? 'answers on' : 'no longer answers'}, ${state}`, good }
}

async function redelivered(it: Connected): Promise<Row> {
  const envelope = it.command('thrice')
  for (let n = 0; n < 3; n++) it.sockets.at(-1)?.send(envelope)
  const row = await afterwards(it, 'the same envelope three times', 3, async () => {})
  const replies = it.replies.filter((path) => path.endsWith('thrice')).length
  const acknowledged = it.acknowledged.filter((id) => id === 'thrice').length
  return {
    ...row,
    outcome: `acknowledged ${acknowledged} times, answered ${replies} times; ${row.outcome}`,
    good: row.good && replies === 1 && acknowledged === 3,
  }
}

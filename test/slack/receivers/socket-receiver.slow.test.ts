import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '../../../src/log.ts'
import { type SlackBot, startSlackBot } from '../../../src/slack/app.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { BOT_USER, newTs, test as slackTest, TOKEN, type Workspace } from '../workspace.ts'
import { type SlackSocket, startSlackSocket } from './slack-socket.ts'

type Lines = Record<string, unknown>[]

const test = slackTest.extend<{ socket: SlackSocket; lines: Lines; bot: SlackBot }>({
  async socket({ workspace }, use) {
    workspace.calls.length = 0
    const socket = await startSlackSocket(workspace.apiUrl)
    await use(socket)
    socket.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
  lines: async ({}, use) => use([]),
  async bot({ socket, lines }, use) {
    const bot = await start(socket, lines)
    await use(bot)
    await bot.stop(1000)
  },
})

function start({ apiUrl }: SlackSocket, lines: Lines): Promise<SlackBot> {
  return startSlackBot(
    { mode: 'socket', botToken: TOKEN, appToken: 'xapp-for-tests', apiUrl },
    {
      answering: answeringFrom([answer({ paragraphs: ['Ramps are free.'] })]),
      state: createMemoryState(),
      log: createLog('debug', (line) => lines.push(JSON.parse(line))),
    },
  )
}

const command = ({ channel, user, newResponseUrl }: Workspace, envelope_id: string) =>
  JSON.stringify({
    envelope_id,
    type: 'slash_commands',
    payload: {
      command: '/send',
      text: 'ramps',
      trigger_id: envelope_id,
      user_id: user,
      channel_id: channel,
      team_id: 'T000000001',
      response_url: newResponseUrl(),
    },
  })

describe('a frame that Slack doesn’t send is refused, and the bot goes on', () => {
  test.for([
    'null',
    'not JSON',
    '[]',
    '{"type":"events_api","envelope_id":"e"}',
    '{"type":"events_api","envelope_id":"e","payload":null}',
    '{"type":"events_api","envelope_id":"e","payload":{}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":null}}',
    '{"type":"slash_commands","payload":{"command":"/send"}}',
    '{"type":"interactive","envelope_id":"e","payload":{"type":"block_actions","actions":null}}',
  ])('%s', async (frame, { bot, lines, socket, workspace }) => {
    socket.sockets[0]?.send(frame)
    socket.sockets[0]?.send(command(workspace, 'after'))
    expect((await workspace.call('response_url')).text).toContain('Ramps are free.')
    await bot.idle()
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^slack\.(?:requests_refused|payload_failed)$/)]),
    )
  })
})

test('the same envelope three times is acknowledged three times, and answered once', async ({
  bot,
  socket,
  workspace,
}) => {
  const envelope = command(workspace, 'thrice')
  for (let n = 0; n < 3; n++) socket.sockets[0]?.send(envelope)
  await expect.poll(() => socket.acknowledged.length, { timeout: 10_000 }).toBe(3)
  await workspace.call('response_url')
  await bot.idle()
  expect(workspace.callsOf('response_url')).toHaveLength(1)
})

test('after a disconnect the new connection is there before the old one goes, and both are listened to', async ({
  bot,
  socket,
  workspace,
}) => {
  const [first] = socket.sockets
  const states: number[] = []
  first?.send(JSON.stringify({ type: 'disconnect', reason: 'warning' }))
  await expect.poll(() => socket.sockets.length, { timeout: 10_000 }).toBe(2)
  states.push(first?.readyState ?? -1)
  first?.send(command(workspace, 'over the old one'))
  socket.sockets[1]?.send(command(workspace, 'over the new one'))
  await workspace.call('response_url', 2)
  await bot.idle()
  expect(states).toEqual([WebSocket.OPEN])
  expect(socket.acknowledged).toEqual(
    expect.arrayContaining([
      { envelope: 'over the old one', socket: 0 },
      { envelope: 'over the new one', socket: 1 },
    ]),
  )
  expect(bot.state()).toEqual({ ok: true })
})

test('a connection that breaks is made again soon', async ({ bot, socket, workspace }) => {
  socket.sockets[0]?.terminate()
  await expect.poll(() => socket.sockets.length, { timeout: 10_000 }).toBe(2)
  await expect.poll(() => bot.state(), { timeout: 10_000 }).toEqual({ ok: true })
  socket.sockets[1]?.send(command(workspace, 'again'))
  expect((await workspace.call('response_url')).text).toContain('Ramps are free.')
})

test('while Slack can’t be reached, the bot tries again and again, and says that it is not connected', async ({
  bot,
  lines,
  socket,
}) => {
  socket.answer('no connection')
  socket.sockets[0]?.terminate()
  await expect.poll(() => socket.opened(), { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
  expect(bot.state()).toEqual({ ok: false, problem: 'there is no connection to Slack' })
  socket.answer('address')
  await expect.poll(() => bot.state(), { timeout: 20_000 }).toEqual({ ok: true })
  expect(lines.filter(({ event }) => event === 'slack.unreachable').length).toBeGreaterThanOrEqual(2)
})

test('a token that is refused when it connects again is not tried again: the connection is lost', async ({
  bot,
  socket,
}) => {
  socket.answer({ error: 'token_revoked' })
  socket.sockets[0]?.terminate()
  expect(await bot.lost).toMatchObject({ code: 'slack-refused', message: expect.stringContaining('token_revoked') })
})

test('a start without a hello within ten seconds tries again', async ({ socket, lines }) => {
  socket.greet(false)
  const starting = start(socket, lines)
  await expect.poll(() => socket.sockets.length, { timeout: 20_000 }).toBe(1)
  socket.greet(true)
  const bot = await starting
  await bot.stop(0)
  expect(lines).toContainEqual(
    expect.objectContaining({
      event: 'slack.unreachable',
      problem: expect.stringContaining('no hello within 10 seconds'),
    }),
  )
})

test('a start tries again while Slack can’t be reached', async ({ socket, lines }) => {
  socket.answer('no connection')
  const starting = start(socket, lines)
  await expect.poll(() => socket.opened(), { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
  socket.answer('address')
  const bot = await starting
  expect(bot.state()).toEqual({ ok: true })
  await bot.stop(0)
})

test('a start with a token that lacks a scope fails at once', async ({ socket, lines }) => {
  socket.answer({ error: 'missing_scope' })
  await expect(start(socket, lines)).rejects.toMatchObject({ code: 'slack-refused' })
  expect(socket.opened()).toBe(1)
})

test('an event with a mention comes in over a connection that replaced another', async ({ bot, socket, workspace }) => {
  socket.sockets[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
  await expect.poll(() => socket.sockets.length, { timeout: 10_000 }).toBe(2)
  const event = {
    type: 'app_mention',
    channel: workspace.channel,
    user: workspace.user,
    ts: newTs(),
    text: `<@${BOT_USER}> ramps`,
  }
  const payload = { type: 'event_callback', team_id: 'T000000001', event_id: 'Ev1', event, authorizations: [] }
  socket.sockets[1]?.send(JSON.stringify({ envelope_id: 'e', type: 'events_api', payload }))
  expect(await workspace.call('chat.postMessage')).toMatchObject({ thread_ts: event.ts })
  await bot.idle()
})

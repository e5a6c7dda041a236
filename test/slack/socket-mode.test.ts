import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createLog } from '../../src/log.ts'
import { type SlackBot, startSlackBot } from '../../src/slack/app.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { SEARCH_MINISTER, SEARCH_QUESTION } from '../../src/slack/blocks/search-modal.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import { SEARCH_SHORTCUT } from '../../src/slack/listeners/search-shortcut.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { answeringFrom } from '../answering/answering-from.ts'
import { answer } from '../answers.ts'
import { BOT_USER, newTs, test as slackTest, TOKEN, type Workspace } from './workspace.ts'

/** Slack's side of Socket Mode: `apps.connections.open` gives the address of a socket, over which it sends envelopes. */
async function startSocketServer(webApi: string) {
  const http = createServer(async (req, res) => {
    if (req.url?.endsWith('/apps.connections.open')) {
      const { port } = http.address() as AddressInfo
      res.writeHead(200, { 'content-type': 'application/json' })
      return res.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/` }))
    }
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const answer = await fetch(new URL((req.url ?? '').replace('/api/', ''), webApi), {
      method: 'POST',
      headers: { authorization: req.headers.authorization ?? '', 'content-type': req.headers['content-type'] ?? '' },
      body: Buffer.concat(chunks),
    })
    return res.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  const sockets = new WebSocketServer({ server: http })
  const acknowledged: string[] = []
  const payloads = new Map<string, any>()
  let connected: (socket: WebSocket) => void
  const socket = new Promise<WebSocket>((done) => {
    connected = done
  })
  sockets.on('connection', (ws) => {
    ws.send(JSON.stringify({ type: 'hello' }))
    ws.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(data.toString())
      acknowledged.push(envelope_id)
      payloads.set(envelope_id, payload)
    })
    connected(ws)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/`,
    acknowledged,
    /** The payloads of acknowledgements, by envelope. */
    payloads,
    send: async (envelope: object) => (await socket).send(JSON.stringify(envelope)),
    close: () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

type SocketServer = Awaited<ReturnType<typeof startSocketServer>>

const test = slackTest.extend<{ server: SocketServer; bot: SlackBot; cleared: undefined }>({
  server: [
    async ({ workspace }, use) => {
      const server = await startSocketServer(workspace.apiUrl)
      await use(server)
      server.close()
    },
    { scope: 'file' },
  ],
  bot: [
    async ({ server }, use) => {
      const answering = answeringFrom([answer({ paragraphs: ['Ramps are free.'] })])
      const log = createLog('error', () => {})
      const bot = await startSlackBot(
        { mode: 'socket', botToken: TOKEN, appToken: 'xapp-for-tests', apiUrl: server.apiUrl },
        { answering, state: createMemoryState(), log },
      )
      await use(bot)
      await bot.stop(1000)
    },
    { scope: 'file' },
  ],
  cleared: [
    async ({ workspace, bot }, use) => {
      workspace.calls.length = 0
      await use(undefined)
      await bot.idle()
      expect(workspace.callsOf('refused')).toEqual([])
    },
    { auto: true },
  ],
})

test('a slash command that comes over the socket is acknowledged and answered', async ({ workspace, server }) => {
  const payload = {
    command: '/send',
    text: 'ramps',
    team_id: 'T000000001',
    user_id: 'U1',
    response_url: workspace.responseUrl,
  }
  await server.send({ envelope_id: 'one', type: 'slash_commands', accepts_response_payload: true, payload })
  expect((await workspace.call('response_url')).text).toContain('Ramps are free.')
  expect(server.acknowledged).toContain('one')
})

test('a mention that comes over the socket is answered in its thread, once', async ({ workspace, server, bot }) => {
  const ts = newTs()
  const event = {
    type: 'app_mention',
    channel: workspace.channel,
    user: workspace.user,
    ts,
    text: `<@${BOT_USER}> ramps`,
  }
  const payload = { type: 'event_callback', team_id: 'T000000001', event_id: 'Ev1', event, authorizations: [] }
  await server.send({ envelope_id: 'two', type: 'events_api', payload })
  await server.send({ envelope_id: 'three', type: 'events_api', payload, retry_attempt: 1, retry_reason: 'timeout' })
  expect(await workspace.call('chat.postMessage')).toMatchObject({ thread_ts: ts })
  await expect.poll(() => server.acknowledged).toEqual(expect.arrayContaining(['two', 'three']))
  await bot.idle()
  expect(workspace.callsOf('chat.postMessage')).toHaveLength(1)
})

const interactive = async (workspace: Workspace, server: SocketServer, envelope_id: string, payload: object) =>
  server.send({
    envelope_id,
    type: 'interactive',
    accepts_response_payload: true,
    payload: {
      team: { id: 'T000000001' },
      user: { id: workspace.user },
      trigger_id: await workspace.trigger(),
      ...payload,
    },
  })

test('a press that comes over the socket opens its modal', async ({ workspace, server }) => {
  const actions = [{ type: 'button', action_id: FULL_ANSWER, block_id: 'b', value: '2024-01-08/100001#0' }]
  await interactive(workspace, server, 'press', { type: 'block_actions', container: { message_ts: '1.1' }, actions })
  expect(JSON.stringify((await workspace.call('views.open')).view)).toContain('Ramps are free.')
  expect(server.acknowledged).toContain('press')
})

test('a global shortcut, its form and its select work over the socket', async ({ workspace, server }) => {
  await interactive(workspace, server, 'shortcut', { type: 'shortcut', callback_id: SEARCH_SHORTCUT })
  const { view } = await workspace.call('views.open')
  await interactive(workspace, server, 'typed', {
    type: 'block_suggestion',
    action_id: SEARCH_MINISTER,
    block_id: 'b',
    value: 'min',
  })
  await expect.poll(() => server.payloads.get('typed')?.options).toMatchObject([{ value: 'A Minister' }])
  const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: '' } } }
  await interactive(workspace, server, 'form', {
    type: 'view_submission',
    view: { ...view, id: 'V1', state: { values } },
  })
  await expect.poll(() => server.payloads.get('form')).toMatchObject({ response_action: 'errors' })
})

test('a message shortcut that comes over the socket is answered by its response_url', async ({ workspace, server }) => {
  const message = { type: 'message', ts: newTs(), text: 'are ramps free?' }
  const response_url = workspace.newResponseUrl()
  await interactive(workspace, server, 'message', {
    type: 'message_action',
    callback_id: FIND_SHORTCUT,
    message,
    response_url,
  })
  expect((await workspace.call('response_url')).text).toContain('Ramps are free.')
})

test.for<[string, object, string]>([
  ['a message to the bot', { type: 'message', channel_type: 'im', user: 'U1', text: 'ramps' }, 'chat.postMessage'],
  [
    'a link',
    {
      type: 'link_shared',
      user: 'U1',
      message_ts: '1.1',
      links: [
        { domain: '', url: 'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/100001' },
      ],
    },
    'chat.unfurl',
  ],
  ['an opened Home', { type: 'app_home_opened', user: 'U1', tab: 'home' }, 'views.publish'],
  [
    'a workflow step',
    {
      type: 'function_executed',
      function: { callback_id: 'find_send_answer' },
      inputs: { question: 'ramps' },
      function_execution_id: 'Fx1',
      bot_access_token: TOKEN,
    },
    'functions.completeSuccess',
  ],
])('%s that comes over the socket is answered', async ([what, event, method], { workspace, server }) => {
  const payload = {
    type: 'event_callback',
    team_id: 'T000000001',
    event_id: `Ev ${what}`,
    event: { channel: workspace.channel, ts: newTs(), ...event },
    authorizations: [],
  }
  await server.send({ envelope_id: what, type: 'events_api', payload })
  await workspace.call(method)
  expect(server.acknowledged).toContain(what)
})

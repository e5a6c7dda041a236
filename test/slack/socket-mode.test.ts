import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createCorpus } from '../../src/corpus/corpus.ts'
import { createLog } from '../../src/log.ts'
import { createAsk } from '../../src/search/ask.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { type SlackBot, startSlackBot } from '../../src/slack/app.ts'
import { createSeenEvents } from '../../src/slack/seen-events.ts'
import { answer } from '../answers.ts'
import { BOT_USER, newTs, nthCall, startWorkspace, TOKEN, type Workspace } from './workspace.ts'

/** Slack's side of Socket Mode: `apps.connections.open` leads to a socket, over which payloads come in envelopes. */
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
  let connected: (socket: WebSocket) => void
  const socket = new Promise<WebSocket>((done) => {
    connected = done
  })
  sockets.on('connection', (ws) => {
    ws.send(JSON.stringify({ type: 'hello' }))
    ws.on('message', (data) => acknowledged.push(JSON.parse(data.toString()).envelope_id))
    connected(ws)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/`,
    acknowledged,
    send: async (envelope: object) => (await socket).send(JSON.stringify(envelope)),
    close: () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

let workspace: Workspace
let server: Awaited<ReturnType<typeof startSocketServer>>
let bot: SlackBot
beforeAll(async () => {
  workspace = await startWorkspace()
  server = await startSocketServer(workspace.apiUrl)
  const answers = [answer({ paragraphs: ['Ramps are free.'] })]
  const index = createPassageIndex()
  index.add(answers)
  const corpus = createCorpus(answers)
  bot = await startSlackBot(
    { mode: 'socket', botToken: TOKEN, appToken: 'xapp-for-tests', apiUrl: server.apiUrl },
    { corpus, ask: createAsk(corpus, index), log: createLog('error', () => {}), events: createSeenEvents() },
  )
})
afterAll(async () => {
  await bot.stop(1000)
  server.close()
  await workspace.close()
})

test('a slash command that comes over the socket is acknowledged and answered', async () => {
  const payload = {
    command: '/send',
    text: 'ramps',
    team_id: 'T000000001',
    user_id: 'U1',
    response_url: workspace.responseUrl,
  }
  await server.send({ envelope_id: 'one', type: 'slash_commands', accepts_response_payload: true, payload })
  expect((await nthCall(workspace, 'response_url')).text).toContain('Ramps are free.')
  expect(server.acknowledged).toContain('one')
})

test('a mention that comes over the socket is answered in its thread, once', async () => {
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
  expect(await nthCall(workspace, 'chat.postMessage')).toMatchObject({ thread_ts: ts })
  await expect.poll(() => server.acknowledged).toEqual(expect.arrayContaining(['two', 'three']))
  await bot.stop(1000)
  expect(workspace.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1)
})

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { createPacedFetch } from '../../../src/slack/calls/paced-fetch.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(handle: (body: string, res: ServerResponse) => void): Promise<string> {
  const server = createServer(async (req: IncomingMessage, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    handle(Buffer.concat(chunks).toString(), res)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chat.postMessage`
}

const quiet = { log: createLog('error', () => {}), apiUrl: 'http://127.0.0.1' }
const paced = () => createPacedFetch(quiet)
const post = (channel: string, text: string) => ({
  method: 'POST',
  body: new URLSearchParams({ channel, text }).toString(),
})

test('calls about one channel go in their order, and hold up no other channel', async () => {
  const done: string[] = []
  const url = await serve((body, res) => {
    const { channel, text } = Object.fromEntries(new URLSearchParams(body))
    setTimeout(
      () => {
        done.push(`${channel}${text}`)
        res.end('{}')
      },
      channel === 'slow' ? 60 : 0,
    )
  })
  const send = paced()
  await Promise.all([
    send(url, post('slow', '1')),
    send(url, post('slow', '2')),
    send(url, post('other', '1')),
    send(url, post('slow', '3')),
  ])
  expect(done).toEqual(['other1', 'slow1', 'slow2', 'slow3'])
})

test('a call that reads a channel holds up none that posts there', async () => {
  const done: string[] = []
  const url = await serve((body, res) => {
    const text = new URLSearchParams(body).get('text') ?? ''
    setTimeout(
      () => {
        done.push(text)
        res.end('{}')
      },
      text === 'read' ? 60 : 0,
    )
  })
  const send = paced()
  await Promise.all([
    send(url.replace('chat.postMessage', 'conversations.history'), post('C1', 'read')),
    send(url, post('C1', 'posted')),
  ])
  expect(done).toEqual(['posted', 'read'])
})

test('a call that may have been done is not sent again', async () => {
  let received = 0
  const url = await serve((_body, res) => {
    received += 1
    res.destroy()
  })
  await expect(paced()(url, post('C1', 'once'))).rejects.toThrow()
  expect(received).toBe(1)
})

test('a call that never left is sent again, once there is somebody to take it', async () => {
  let tries = 0
  const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
  const send = createPacedFetch({
    ...quiet,
    send: async () => {
      tries += 1
      if (tries < 2) throw refused
      return new Response('{"ok":true}')
    },
  })
  expect((await send('http://127.0.0.1/api/chat.postMessage', post('C1', 'x'))).status).toBe(200)
  expect(tries).toBe(2)
})

test('a limit that does not end is given back as Slack said it', async () => {
  const url = await serve((_body, res) => res.writeHead(429, { 'retry-after': '0' }).end())
  expect((await paced()(url, post('C1', 'x'))).status).toBe(429)
})

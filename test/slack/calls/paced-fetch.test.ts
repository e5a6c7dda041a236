import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { createPacedFetch } from '../../../src/slack/calls/paced-fetch.ts'
import { createSharedLimits } from '../../../src/slack/calls/shared-limits.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'

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

const quiet = { log: createLog('error', () => {}) }
const paced = () => createPacedFetch(quiet)
const post = (channel: string, text: string, token = 'xoxb-1') => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Bearer ${token}` },
  body: new URLSearchParams({ channel, text }).toString(),
})

test('calls about one channel go in their order, and hold up no other channel', async () => {
  const done: string[] = []
  const other = Promise.withResolvers<void>()
  const url = await serve(async (body, res) => {
    const { channel, text } = Object.fromEntries(new URLSearchParams(body))
    if (channel === 'slow') await other.promise
    done.push(`${channel}${text}`)
    res.end('{}')
    other.resolve()
  })
  const send = paced()
  const slow = ['1', '2', '3'].map((text) => send(url, post('slow', text)))
  await Promise.all([...slow, send(url, post('other', '1'))])
  expect(done).toEqual(['other1', 'slow1', 'slow2', 'slow3'])
})

test('calls about the same channel with another token wait for nobody', async () => {
  const done: string[] = []
  const other = Promise.withResolvers<void>()
  const url = await serve(async (body, res) => {
    const text = new URLSearchParams(body).get('text') ?? ''
    if (text === 'first') await other.promise
    done.push(text)
    res.end('{}')
    other.resolve()
  })
  const send = paced()
  await Promise.all([send(url, post('C1', 'first')), send(url, post('C1', 'of another', 'xoxb-2'))])
  expect(done).toEqual(['of another', 'first'])
})

test('a call that reads a channel holds up none that posts there', async () => {
  const done: string[] = []
  const posted = Promise.withResolvers<void>()
  const url = await serve(async (body, res) => {
    const text = new URLSearchParams(body).get('text') ?? ''
    if (text === 'read') await posted.promise
    done.push(text)
    res.end('{}')
    posted.resolve()
  })
  const send = paced()
  await Promise.all([
    send(url.replace('chat.postMessage', 'conversations.history'), post('C1', 'read')),
    send(url, post('C1', 'posted')),
  ])
  expect(done).toEqual(['posted', 'read'])
})

test('an address that is none is not quoted: it may have a secret', async () => {
  const failed = paced()('https://hooks.slack.test:x/commands/secret', { method: 'POST', body: '{}' })
  await expect(failed).rejects.toThrow(/^that is no address$/)
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

describe('a rate limit', () => {
  const DAY_S = 86_400
  const limit = (seconds: string) => serve((_body, res) => res.writeHead(429, { 'retry-after': seconds }).end())

  test('of hours is given back at once, as Slack said it, and holds up that channel alone', async () => {
    let received = 0
    const url = await serve((body, res) => {
      received += 1
      if (body.includes('limited')) res.writeHead(429, { 'retry-after': String(DAY_S) }).end()
      else res.end('{"ok":true}')
    })
    const send = paced()
    const started = performance.now()
    const first = await send(url, post('limited', '1'))
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, String(DAY_S)])
    expect((await send(url, post('limited', '2'))).status).toBe(429)
    expect((await send(url, post('other', '1'))).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(10_000)
    // The second was not sent.
    expect(received).toBe(2)
  })

  test('is kept to by other processes that share what they know, for that token and channel alone', async () => {
    let received = 0
    const url = await serve((_body, res) => {
      received += 1
      if (received === 1) res.writeHead(429, { 'retry-after': String(DAY_S) }).end()
      else res.end('{"ok":true}')
    })
    const state = createMemoryState()
    const [one, another] = [1, 2].map(() => createPacedFetch({ ...quiet, shared: createSharedLimits(state) }))
    if (!one || !another) throw new Error('two are made')
    expect((await one(url, post('C1', 'x'))).status).toBe(429)
    const refused = await another(url, post('C1', 'x'))
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500)
    expect((await another(url, post('C2', 'x'))).status).toBe(200)
    expect((await another(url, post('C1', 'x', 'xoxb-2'))).status).toBe(200)
    expect(received).toBe(3)
  })

  test('that can’t be shared is no reason to leave out a call', async () => {
    const log: string[] = []
    const broken = async () => {
      throw new Error('what somebody asked')
    }
    const url = await serve((_body, res) => res.end('{"ok":true}'))
    const send = createPacedFetch({
      log: createLog('warn', (line) => log.push(line)),
      shared: { until: broken, limit: broken },
    })
    expect((await send(url, post('C1', 'x'))).status).toBe(200)
    expect(log).toEqual([expect.stringContaining('slack.limit_unknown')])
    expect(log.join()).not.toContain('asked')
  })

  test('that ends after the trigger of a modal would expire is given back at once', async () => {
    const url = await limit('20')
    const body = new URLSearchParams({ trigger_id: '1.1', view: '{}' }).toString()
    const started = performance.now()
    expect((await paced()(url, { method: 'POST', body })).status).toBe(429)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test.for(['0', '-5', '', 'soon', 'Infinity', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'that says "%s" is no reason to send again at once',
    async (seconds) => {
      const times: number[] = []
      const url = await serve((_body, res) => {
        times.push(performance.now())
        if (times.length === 1) res.writeHead(429, { 'retry-after': seconds }).end()
        else res.end('{"ok":true}')
      })
      expect((await paced()(url, post('C1', 'x'))).status).toBe(200)
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(500)
    },
  )

  test('lets no more than 200 calls wait for a channel', async () => {
    const url = await serve(() => {})
    const send = paced()
    const statuses: number[] = []
    for (let n = 0; n < 210; n++)
      void send(url, post('C1', String(n))).then(
        ({ status }) => statuses.push(status),
        () => {},
      )
    await expect.poll(() => statuses).toEqual(Array.from({ length: 9 }, () => 429))
  })
})

describe('an answer that is half read', () => {
  const half = (text: string) =>
    serve((_body, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      res.write(text, () => setTimeout(() => res.destroy(), 20))
    })

  test('counts as done if Slack has taken the call', async () => {
    const response = await paced()(await half('{"ok":true,"channel":"C1","mess'), post('C1', 'x'))
    expect(await response.json()).toEqual({ ok: true })
  })

  test('counts as failed if Slack has not', async () => {
    await expect(paced()(await half('{"ok":false,"err'), post('C1', 'x'))).rejects.toThrow()
  })
})

describe('a response_url that answers 200', () => {
  const answering = async (text: string) => {
    const url = await serve((_body, res) => res.end(text))
    const send = createPacedFetch(quiet)
    return (await send(url, { method: 'POST', body: '{}' })).status
  }

  test.for(['ok', '', '{"ok":true}'])('with "%s" has taken it', async (text) => {
    expect(await answering(text)).toBe(200)
  })

  test.for(['{"ok":false,"error":"expired_url"}', '<!doctype html><p>Sign in', 'no_active_hooks'])(
    'with "%s" has not',
    async (text) => {
      expect(await answering(text)).toBe(502)
    },
  )
})

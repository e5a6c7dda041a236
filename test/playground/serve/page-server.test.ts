import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ramps } from '../../slack/ramps.ts'
import { type OpenPlayground, openPlayground } from '../open-playground.ts'

let playground: OpenPlayground
let port: number
beforeAll(async () => {
  playground = await openPlayground([ramps])
  port = Number(new URL(playground.url).port)
})
afterAll(() => playground.close())

/** A request with any headers, as a program can send it and a browser cannot. */
function send(method: string, path: string, headers: Record<string, string>, body = '{}', host = '127.0.0.1') {
  return new Promise<{ status: number | undefined; body: string; headers: Record<string, unknown> }>((done, fail) => {
    const req = request(
      { host, port, method, path, agent: false, headers: { 'content-type': 'application/json', ...headers } },
      async (res) => {
        let text = ''
        for await (const chunk of res.setEncoding('utf8')) text += chunk
        done({ status: res.statusCode, body: text, headers: res.headers })
      },
    )
    req.on('error', fail).end(method === 'POST' ? body : undefined)
  })
}
const own = () => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` })

describe('requests for data are accepted from the playground’s own page only', () => {
  test('the page may use either name of this machine', async () => {
    expect((await send('POST', '/start', own())).status).toBe(200)
    const localhost = { host: `localhost:${port}`, origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' }
    expect((await send('POST', '/start', localhost)).status).toBe(200)
  })

  test.each([
    ['another site', { origin: 'https://example.org' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['another name of this machine', { origin: `http://localhost:1` }],
    ['a page without an origin', { origin: 'null' }],
    ['a host that was made to lead here', { host: 'evil.example', origin: 'http://evil.example' }],
    ['its own page, as another site says', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_what, headers) => {
    const asked = await send('POST', '/start', { ...own(), ...headers })
    expect(asked.status).toBe(403)
    expect(asked.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('requests without an Origin, for other hosts, or of other methods are refused', async () => {
    expect((await send('POST', '/start', { host: `127.0.0.1:${port}` })).status).toBe(403)
    expect((await send('GET', '/start', { host: `127.0.0.1:${port}` })).status).toBe(404)
    expect((await send('GET', '/', { host: 'evil.example' })).status).toBe(403)
    expect((await send('DELETE', '/start', own())).status).toBe(405)
  })

  test('files come with a policy that runs nothing but them, and makes no HTML from strings', async () => {
    const { status, headers } = await send('GET', '/', { host: `127.0.0.1:${port}` })
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "trusted-types 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toContain('unsafe')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  test('it listens on 127.0.0.1 only', async () => {
    await expect(send('GET', '/', own(), '', '127.0.0.2')).rejects.toThrow('ECONNREFUSED')
  })

  test('the Web API that the app calls refuses browsers and other tokens', async () => {
    const [exchange] = await playground.exchanges()
    expect(exchange).toBeUndefined()
    // Its address is not published, but payloads contain it.
    await playground.ask('/say', { as: playground.people[0], place: playground.channels[0], typed: '/send 7' })
    const url =
      (await playground.exchanges()).map(({ payload }) => (payload as { response_url?: string }).response_url)[0] ?? ''
    const api = url.replace(/response\/.*/, 'api/auth.test')
    const post = async (headers: Record<string, string>) => (await fetch(api, { method: 'POST', headers })).json()
    expect(await post({ authorization: 'Bearer xoxb-guessed' })).toEqual({ ok: false, error: 'invalid_auth' })
    expect(await post({ origin: 'https://example.org' })).toEqual({ ok: false, error: 'not_allowed' })
  })
})

describe('malformed requests', () => {
  test.each([
    ['/say', { as: 'nobody', place: 'C1', typed: 'x' }],
    ['/say', { as: 1 }],
    ['/scene', { as: '', place: '' }],
    ['/press', { as: 'U', surface: { kind: 'roof' }, action: { type: 'button', block_id: 'b', action_id: 'a' } }],
  ])('%s with %j is refused with a reason, without a stack', async (path, body) => {
    const { status, body: said } = await send('POST', path, own(), JSON.stringify(body))
    expect(status).toBe(400)
    expect(JSON.parse(said)).toEqual({ error: expect.any(String) })
    expect(said).not.toContain('node_modules')
  })

  test('bodies that are no JSON or too long, and unknown paths, are refused', async () => {
    expect((await send('POST', '/say', own(), '{')).status).toBe(400)
    expect((await send('POST', '/__proto__', own())).status).toBe(404)
    const long = send('POST', '/say', own(), JSON.stringify({ typed: 'x'.repeat(3_000_000) }))
    // The server stops reading, so that the connection may close before the answer arrives.
    expect([400, 'reset']).toContain(
      await long.then(
        ({ status }) => status,
        () => 'reset',
      ),
    )
    expect((await send('POST', '/start', own())).status).toBe(200)
    expect((await send('GET', '/page/../playground.ts', own())).status).toBe(404)
    expect((await send('GET', '/page/..%2fplayground.ts', own())).status).toBe(404)
    expect((await send('GET', '/main.tsx', own())).status).toBe(404)
  })
})

test('if its port is taken it uses the next', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => taken.once('listening', done))
  const { port } = taken.address() as { port: number }
  const next = await openPlayground([ramps], port)
  expect(Number(new URL(next.url).port)).toBeGreaterThan(port)
  await next.close()
  await new Promise((done) => taken.close(done))
})

test('the page makes no HTML from strings, and is served as built files', async () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'playground', 'page')
  for (const file of readdirSync(folder).filter((name) => /\.tsx?$/.test(name)))
    expect(readFileSync(join(folder, file), 'utf8'), file).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|setHTML|\beval\b|new Function/i,
    )
  const page = await send('GET', '/', own())
  const paths = [...page.body.matchAll(/(?:src|href)="(?<path>\/[^"]+)"/g)].map(({ groups }) => groups?.path ?? '')
  const files = await Promise.all(paths.map((path) => send('GET', path, own())))
  expect(files.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
    [200, 'text/javascript; charset=utf-8'],
    [200, 'text/css; charset=utf-8'],
  ])
  // Neither a dev server's client nor inline scripts, which the policy would refuse.
  expect(page.body).not.toMatch(/@vite|<script(?![^>]* src=)/)
})

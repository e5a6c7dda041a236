import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect } from 'vitest'
import { answer } from '../../answers.ts'
import { BOT_USER, type Setup, test as slackTest } from '../workspace.ts'

const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers: [answer({ paragraphs: ['Ramps are free.'] })] }, { scope: 'file' }],
})

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

describe('what Slack doesn’t send is refused, and the bot goes on', () => {
  test.for<[string, string, string]>([
    ['null', 'null', JSON_TYPE],
    ['a list', '[]', JSON_TYPE],
    ['a number', '7', JSON_TYPE],
    ['half a body', '{"event":', JSON_TYPE],
    ['an object with nothing in it', '{}', JSON_TYPE],
    ['an event that is null', '{"type":"event_callback","event":null}', JSON_TYPE],
    ['an event that is a word', '{"type":"event_callback","event":"app_mention"}', JSON_TYPE],
    ['an interaction that is null', 'payload=null', FORM_TYPE],
    ['an interaction that is half', 'payload=%7B', FORM_TYPE],
  ])('%s, signed', async ([_what, body, type], { slack }) => {
    expect((await slack.post(body, type)).status).toBe(400)
    await slack.slash('ramps')
    expect((await slack.call('response_url')).text).toContain('Ramps are free.')
  })

  test('a payload that breaks a listener is logged, and the next one is answered', async ({ slack }) => {
    await slack.action({ actions: null, type: 'block_actions' })
    await slack.action({ actions: [null], user: null })
    await slack.submit({ callback_id: 'nobody’s' })
    await slack.slash('ramps')
    expect((await slack.call('response_url')).text).toContain('Ramps are free.')
  })
})

describe('before a signature is checked', () => {
  test('a body over a megabyte is not read', async ({ slack }) => {
    expect(await postUnsigned(slack.port, Buffer.alloc(2 ** 20 + 1))).toBe(413)
  })

  test('a body that says no length is read to a megabyte, and no further', async ({ slack }) => {
    expect(await postUnsigned(slack.port, Buffer.alloc(2 ** 21), { 'transfer-encoding': 'chunked' })).toBe(413)
  })

  test('the largest form of Slack’s is read', async ({ slack }) => {
    const text = '"'.repeat(300_000)
    const body = new URLSearchParams({ command: '/send', text: `ramps ${text}`, trigger_id: randomUUID() }).toString()
    expect((await slack.post(body, FORM_TYPE)).status).toBe(200)
  })
})

test('no more than 500 connections are taken at once', async ({ slack }) => {
  let closed = 0
  const sockets = Array.from({ length: 520 }, () =>
    connect(slack.port, '127.0.0.1')
      .on('error', () => {})
      .on('close', () => closed++),
  )
  await expect.poll(() => closed, { timeout: 4000 }).toBeGreaterThanOrEqual(20)
  for (const socket of sockets) socket.destroy()
})

test('a request signed for more than five minutes ago or ahead is refused', async ({ slack }) => {
  const minutes = (n: number) => ({ time: Date.now() + n * 60_000 })
  const body = JSON.stringify({ type: 'url_verification', challenge: 'x' })
  const status = async (sign: { time: number }) => (await slack.post(body, JSON_TYPE, sign)).status
  expect(await status(minutes(4))).toBe(200)
  expect(await status(minutes(-4))).toBe(200)
  expect(await status(minutes(6))).toBe(401)
  expect(await status(minutes(-6))).toBe(401)
  expect(await status(minutes(500_000))).toBe(401)
})

test('requests that are refused are counted, not logged one by one', async ({ slack }) => {
  for (let n = 0; n < 20; n++) expect((await slack.post('{}', JSON_TYPE, { secret: 'wrong' })).status).toBe(401)
  const refused = slack.log.filter(({ event }) => event !== 'slack.requests_refused')
  expect(refused).toEqual([])
  expect(slack.log.length).toBeLessThanOrEqual(1)
})

test('many requests at once are acknowledged before the work on them begins', async ({ slack }) => {
  const AT_ONCE = 60
  let acknowledged = 0
  /** For each question, how many requests had been acknowledged when the search for it began. */
  const begun: number[] = []
  const busy = await slack.startAnother({
    ask: async (question) => {
      begun.push(acknowledged)
      // A search holds the thread, as one in a large corpus does.
      for (const until = performance.now() + 10; performance.now() < until; );
      return { kind: 'no-answer', question, reason: 'nothing-close', nearest: [] }
    },
  })
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, n) => {
      const { status } = await busy.mention(`<@${BOT_USER}> ramps ${n}`, { channel: `C${n}` })
      if (status === 200) acknowledged += 1
    }),
  )
  await busy.idle()
  expect(acknowledged).toBe(AT_ONCE)
  expect(begun).toHaveLength(AT_ONCE)
  expect(begun.filter((before) => before < AT_ONCE).length).toBeLessThan(AT_ONCE / 10)
  await busy.stop()
})

/** Posts a body as anybody could; gives the status. */
function postUnsigned(port: number, body: Buffer, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        headers: { 'content-type': FORM_TYPE, ...headers },
      },
      (response) => {
        response.resume()
        done(response.statusCode)
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The rest of the body is not taken any more.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') failed(error)
    })
    sent.end(body)
  })
}

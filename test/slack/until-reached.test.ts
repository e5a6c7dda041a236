import { expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { RETRY_SECONDS, untilReached } from '../../src/slack/until-reached.ts'

const log = createLog('error', () => {})
const failing = (properties: object) => Object.assign(new Error('failed'), properties)
const refused = (error: string) => failing({ code: 'slack_webapi_platform_error', data: { ok: false, error } })

/** How often something that fails with this error is tried, at most three times. */
async function triesOf(error: Error): Promise<number> {
  let tries = 0
  const attempt = async () => {
    tries++
    throw error
  }
  const failed = untilReached(attempt, { log, signal: new AbortController().signal, waits: [0, 0, 0] })
  await expect(failed).rejects.toBe(error)
  return tries
}

test.for<[string, Error]>([
  ['no connection', failing({ code: 'slack_webapi_request_error', original: new Error('getaddrinfo EAI_AGAIN') })],
  ['no such host', failing({ code: 'EAI_AGAIN' })],
  ['a status of 503', failing({ code: 'slack_webapi_http_error', statusCode: 503 })],
  ['a rate limit', failing({ code: 'slack_webapi_rate_limited_error', retryAfter: 0 })],
  ['a fault of Slack’s own', refused('internal_error')],
  ['a page of something else', refused('<!doctype html><p>Sign in')],
])('%s is tried again', async ([, error]) => {
  expect(await triesOf(error)).toBe(3)
})

test.for<[string, Error]>([
  ['a token that is refused', refused('invalid_auth')],
  ['a scope that is missing', refused('missing_scope')],
  ['an address without such a page', failing({ code: 'slack_webapi_http_error', statusCode: 404 })],
  ['a port that is taken', failing({ code: 'EADDRINUSE', syscall: 'listen' })],
  ['a defect', new TypeError('undefined is not a function')],
])('%s is not tried again', async ([, error]) => {
  expect(await triesOf(error)).toBe(1)
})

test('it tries for at least ten minutes, at first soon and then twice a minute', () => {
  expect(RETRY_SECONDS.reduce((sum, seconds) => sum + seconds)).toBeGreaterThanOrEqual(600)
  expect(RETRY_SECONDS.slice(0, 3)).toEqual([0, 1, 2])
  expect(Math.max(...RETRY_SECONDS)).toBe(30)
})

test('a stop ends the wait at once', async () => {
  const stopping = new AbortController()
  const attempt = async () => {
    stopping.abort()
    throw failing({ code: 'ECONNREFUSED' })
  }
  await expect(untilReached(attempt, { log, signal: stopping.signal, waits: [0, 600] })).rejects.toMatchObject({
    name: 'AbortError',
  })
})

import { expect, test } from 'vitest'
import { startFailure } from '../../src/slack/start-failure.ts'

test('a Slack that can’t be reached is blamed, with the reason', () => {
  const original = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') })
  const error = Object.assign(new Error('A request error occurred'), { code: 'slack_webapi_request_error', original })
  expect(startFailure(error)).toMatchObject({
    code: 'slack-unreachable',
    message: expect.stringMatching(/ECONNREFUSED.*SLACK_API_URL/s),
  })
})

test('an address that can’t be listened on is blamed on PORT and HOST', async () => {
  const error = Object.assign(new Error('listen EADDRNOTAVAIL: 192.0.2.1'), {
    code: 'EADDRNOTAVAIL',
    syscall: 'listen',
  })
  expect(startFailure(error)).toMatchObject({ code: 'port-taken', message: expect.stringMatching(/PORT, or HOST/) })
})

test('a defect is not blamed on Slack: it is given as it is', () => {
  const defect = new TypeError('no such property')
  expect(startFailure(defect)).toBe(defect)
})

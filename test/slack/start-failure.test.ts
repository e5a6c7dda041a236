import { expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { startSlackBot } from '../../src/slack/app.ts'
import { startFailure } from '../../src/slack/start-failure.ts'
import { answeringFrom } from '../answering/answering-from.ts'

const start = (options: { apiUrl: string; port?: number; host?: string }) =>
  startSlackBot(
    { mode: 'http', botToken: 'xoxb-1', signingSecret: 's', port: 0, ...options },
    { answering: answeringFrom([]), log: createLog('error', () => {}) },
  )

test('a Slack that can’t be reached is blamed, with the reason', async () => {
  await expect(start({ apiUrl: 'http://127.0.0.1:9/api/' })).rejects.toMatchObject({
    code: 'slack-unreachable',
    message: expect.stringMatching(/ECONNREFUSED|bad port.*SLACK_API_URL/s),
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

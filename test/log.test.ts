import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'

const NOW = () => new Date('2026-01-02T03:04:05Z')

test('a line is JSON with the time, the level and the name of the event', () => {
  const lines: string[] = []
  createLog('info', (line) => lines.push(line), NOW).info('slack.started', { mode: 'socket' })
  expect(lines).toEqual([
    '{"time":"2026-01-02T03:04:05.000Z","level":"info","event":"slack.started","mode":"socket"}\n',
  ])
})

test('lines below the level are not written', () => {
  const lines: string[] = []
  const log = createLog('warn', (line) => lines.push(line), NOW)
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d', 'e')
  expect(lines).toHaveLength(2)
})

test('an error comes with its stack and its cause, and without any token', () => {
  const lines: string[] = []
  const cause = new Error('invalid token xoxb-12-secret and xapp-1-secret')
  createLog('info', (line) => lines.push(line), NOW).error('failed', new Error('outer', { cause }))
  expect(lines[0]).toMatch(/outer.*at .*caused by: Error: invalid token \[token\] and \[token\]/)
})

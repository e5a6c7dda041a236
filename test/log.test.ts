import { describe, expect, test } from 'vitest'
import { createLog, createStreamLog, LOG_LEVELS, type LogLevel } from '../src/log.ts'
import { run } from './run.ts'

function logging(level: LogLevel = 'info') {
  const lines: string[] = []
  return {
    lines,
    log: createLog(
      level,
      (line) => lines.push(line),
      () => new Date('2026-01-02T03:04:05Z'),
    ),
  }
}

describe('a line of the log', () => {
  test('is JSON with the level, the time, the name of the event and its fields', () => {
    const { lines, log } = logging()
    log.info('slack.started', { mode: 'socket', port: undefined })
    expect(lines).toEqual([
      '{"level":"info","time":"2026-01-02T03:04:05.000Z","event":"slack.started","mode":"socket"}\n',
    ])
  })

  test('names each level as LOG_LEVEL does', () => {
    const { lines, log } = logging('debug')
    for (const level of LOG_LEVELS) log[level]('event', {})
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(LOG_LEVELS)
  })

  test('is not written below the level', () => {
    const { lines, log } = logging('warn')
    log.debug('a')
    log.info('b')
    log.warn('c')
    log.error('d', 'e')
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['c', 'd'])
  })

  test('has the stacks of an error and of its causes, and no other property of them', () => {
    const { lines, log } = logging()
    const cause = Object.assign(new Error('refused'), { data: { text: 'what somebody asked' } })
    log.error('failed', new Error('outer', { cause }), { attempt: 2 })
    const line = JSON.parse(lines[0] ?? '')
    expect(line).toMatchObject({ level: 'error', event: 'failed', attempt: 2 })
    expect(line.error).toMatch(/^Error: outer\n +at [\s\S]*\ncaused by: Error: refused\n +at /)
    expect(lines[0]).not.toContain('somebody asked')
  })

  test('has the message of an error without a stack, and what was thrown if that is no error', () => {
    const { lines, log } = logging()
    const withoutStack = Object.assign(new Error('no stack'), { stack: undefined })
    log.error('failed', Object.assign(withoutStack, { cause: 'a word' }))
    expect(JSON.parse(lines[0] ?? '').error).toBe('no stack\ncaused by: a word')
  })

  test('ends where causes go in a circle', () => {
    const { lines, log } = logging()
    const error = new Error('round')
    error.cause = error
    log.error('failed', error)
    expect(lines).toHaveLength(1)
  })
})

describe('Slack’s tokens never reach the log', () => {
  const TOKENS = ['xoxb-12-SECRET', 'xapp-1-A1-SECRET', 'xoxp-1-SECRET', 'xoxe.xoxp-1-SECRET', 'xoxe-1-SECRET']
  const nested = (token: string) =>
    new Error('outer', { cause: new Error('middle', { cause: new Error(`invalid token ${token}`) }) })

  test.each(TOKENS)('%s', (token) => {
    const { lines, log } = logging()
    log.info('field', { url: `https://slack.com/api/x?token=${token}&a=1`, afterLineBreak: `token:\n${token}` })
    log.info(`event ${token}`)
    log.error('message', new Error(`token ${token}`))
    log.error('cause', nested(token))
    log.error('stack', Object.assign(new Error('short'), { stack: `Error: short\n    at ${token} (file.js:1:1)` }))
    log.error('no error', `thrown ${token}`)
    expect(lines).toHaveLength(6)
    for (const line of lines) {
      expect(line).toContain('[token]')
      expect(line).not.toContain('SECRET')
    }
  })

  test('in the text for people neither', async () => {
    let text = ''
    const log = await createStreamLog('info', { isTTY: true, write: (line) => (text += line) })
    log.error('failed', nested('xoxb-12-SECRET'), { url: 'xapp-1-SECRET' })
    expect(text).toMatch(/\[token\][\s\S]*invalid token \[token\]/)
    expect(text).not.toContain('SECRET')
  })
})

describe('a program’s log', () => {
  const stream = (isTTY: boolean) => {
    const written: string[] = []
    return { written, write: (text: string) => void written.push(text), isTTY }
  }

  test('is JSON lines where a file or another program reads it', async () => {
    const pipe = stream(false)
    const log = await createStreamLog('info', pipe)
    log.info('slack.started', { mode: 'socket' })
    expect(JSON.parse(pipe.written.join(''))).toMatchObject({ event: 'slack.started', mode: 'socket' })
  })

  test('is text at a terminal, where nothing moves the cursor', async () => {
    const terminal = stream(true)
    const log = await createStreamLog('info', terminal)
    log.info('slack.started', { mode: 'socket\u001b[2J' })
    log.error('failed', new Error('outer\u001b[2J'))
    const text = terminal.written.join('')
    expect(text).toMatch(/INFO: slack\.started\n +mode: "socket[\s\S]*ERROR: failed\n +error: Error: outer\n +at /)
    expect(text).not.toContain('\u001b')
  })

  test('is out before `process.exit`, however much was written', async () => {
    const program = `
      import { createStreamLog } from './src/log.ts'
      const log = await createStreamLog('info', process.stderr)
      for (let n = 0; n < 500; n++) log.info('event', { n, text: 'x'.repeat(1000) })
      process.exit(0)`
    const { stderr } = await run(['--input-type=module', '--eval', program])
    const lines = stderr.trim().split('\n')
    expect(lines).toHaveLength(500)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ n: 499 })
  })
})

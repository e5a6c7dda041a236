import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/app-error.ts'
import { reportFailure } from '../../src/cli/report-failure.ts'

async function reported(error: unknown, { isTTY = false, env = {}, asLog = false } = {}): Promise<string> {
  let text = ''
  const stderr = { isTTY, write: (written: string) => (text += written) }
  await reportFailure(error, env, { stderr, asLog })
  return text
}

describe('why a program ends', () => {
  test('is said with what to do, and without a stack, where we know the failure', async () => {
    const full = new AppError('store-full', 'The disk is full.', { advice: 'Free some space.', cause: new Error('x') })
    expect(await reported(full)).toBe('The disk is full. Free some space.\n')
  })

  test('is a sentence for a person where we don’t, and the stack is a line of the log', async () => {
    const [sentence, line] = (await reported(new TypeError('no such property'))).split('\n')
    expect(sentence).toBe('Something unexpected went wrong: no such property')
    expect(JSON.parse(line ?? '')).toMatchObject({
      event: 'process.failed',
      error: expect.stringMatching(/^TypeError: no such property\n +at /),
    })
  })

  test('shows no stack at a terminal, but for LOG_LEVEL=debug', async () => {
    const error = new TypeError('no such property')
    const quiet = await reported(error, { isTTY: true })
    expect(quiet).toMatch(/no such property\nSet LOG_LEVEL=debug/)
    expect(quiet).not.toMatch(/\n +at /)
    expect(await reported(error, { isTTY: true, env: { LOG_LEVEL: 'debug' } })).toMatch(/\n +at /)
  })

  test('is one JSON line for a program that runs under a supervisor', async () => {
    const full = new AppError('store-full', 'The disk is full.', { advice: 'Free some space.' })
    expect(JSON.parse(await reported(full, { asLog: true }))).toMatchObject({
      level: 'error',
      event: 'process.failed',
      code: 'store-full',
      error: 'The disk is full. Free some space.',
    })
    expect(JSON.parse(await reported(new TypeError('no such property'), { asLog: true })).error).toMatch(/\n +at /)
  })
})

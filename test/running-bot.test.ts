import { describe, expect, onTestFinished, test } from 'vitest'
import { type Bot, startBot } from '../eval/program/bot.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The real program, in which that happens two seconds after it has begun to handle such failures. */
async function startWith(failure: 'unhandledRejection' | 'uncaughtException', happens: string): Promise<Bot> {
  const code = `process.on('newListener', (event) => { if (event === '${failure}') setTimeout(() => { ${happens} }, 2000) })`
  const bot = await startBot({
    dataDir: await temporaryFolder(),
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` },
  })
  onTestFinished(() => bot.stop())
  return bot
}

const ask = (bot: Bot) =>
  bot.post({ command: '/send', text: 'letters', trigger_id: '1', user_id: 'U1', response_url: bot.slack.responseUrl })

describe('the running bot', () => {
  test('logs a rejection that nobody handles, and answers on', async () => {
    const bot = await startWith('unhandledRejection', 'Promise.reject(new Error("floating"))')
    expect(await bot.program.says('process.unhandled_rejection')).toBe(true)
    expect(await ask(bot)).toBe(200)
    await expect.poll(() => bot.slack.calls.map(({ method }) => method), { timeout: 10_000 }).toContain('respond')
    expect(bot.program.hasEnded()).toBe(false)
  })

  test('says why, and ends with 1, after an exception that nobody catches', async () => {
    const bot = await startWith('uncaughtException', 'throw new Error("broken")')
    expect(await bot.program.ended).toMatchObject({ code: 1, signal: null })
    expect(bot.program.stderr()).toMatch(/"event":"process\.uncaught_exception".*broken/)
  })
})

import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Bot, startBot } from '../eval/program/bot.ts'
import { freePort } from '../eval/program/free-port.ts'
import { type Program, startProgram } from '../eval/program/program.ts'
import { startSlackStub } from '../eval/program/slack-stub.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The real program, in which that happens at a request for `/fail`. */
async function startWith(happens: string): Promise<Bot> {
  const code = `import { subscribe } from 'node:diagnostics_channel'
    subscribe('http.server.request.start', ({ request }) => { if (request.url === '/fail') { ${happens} } })`
  const bot = await startBot({
    dataDir: await temporaryFolder(),
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` },
  })
  onTestFinished(() => bot.stop())
  await fetch(`http://127.0.0.1:${bot.port}/fail`).catch(() => {})
  return bot
}

/** The real program with a Slack that does not let it start. */
async function startWithout(slackUrl: string, env: Record<string, string> = {}): Promise<Program> {
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: await temporaryFolder(),
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    SLACK_API_URL: slackUrl,
    PORT: '0',
    ...env,
  })
  onTestFinished(async () => void (await program.stop()))
  return program
}

const ask = (bot: Bot) =>
  bot.post({ command: '/send', text: 'letters', trigger_id: '1', user_id: 'U1', response_url: bot.slack.responseUrl })

describe('the running bot', () => {
  test('logs a rejection that nobody handles, and answers on', async () => {
    const bot = await startWith('Promise.reject(new Error("floating"))')
    expect(await bot.program.says('process.unhandled_rejection')).toBe(true)
    expect(await ask(bot)).toBe(200)
    await expect.poll(() => bot.slack.calls.map(({ method }) => method), { timeout: 10_000 }).toContain('respond')
    expect(bot.program.hasEnded()).toBe(false)
  })

  test('answers without the state that outlasts it if that can’t be used, and says so', async () => {
    const dataDir = await temporaryFolder()
    await writeFile(join(dataDir, 'state.sqlite'), 'no database '.repeat(1000))
    const bot = await startBot({ dataDir })
    onTestFinished(() => bot.stop())
    expect(bot.program.stderr()).toMatch(/"event":"state\.store_left_out".*state\.sqlite is damaged/)
    expect(await ask(bot)).toBe(200)
    await expect.poll(() => bot.slack.calls.map(({ method }) => method), { timeout: 10_000 }).toContain('respond')
  })

  test('says why, and ends with 1, after an exception that nobody catches', async () => {
    const bot = await startWith('throw new Error("broken")')
    expect(await bot.program.ended).toMatchObject({ code: 1, signal: null })
    expect(bot.program.stderr()).toMatch(/"event":"process\.uncaught_exception".*broken/)
  })

  test('tells those who run it how it is: its health, whether it is ready, and what it did', async () => {
    const port = await freePort()
    const bot = await startBot({ dataDir: await temporaryFolder(), env: { METRICS_PORT: String(port) } })
    onTestFinished(() => bot.stop())
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: response.status, text: await response.text() }
    }
    expect(await get('/healthz')).toMatchObject({ status: 200 })
    expect(JSON.parse((await get('/readyz')).text)).toEqual({
      ready: true,
      checks: { answers: 'ok', slack: 'ok', search: 'ok', sync: 'ok' },
    })
    await ask(bot)
    const asked = /^send_reply_seconds_count\{surface="command",reply="(?:answer|closest)"\} 1$/m
    await expect.poll(async () => (await get('/metrics')).text, { timeout: 10_000 }).toMatch(asked)
    const { text } = await get('/metrics')
    for (const line of [
      /^send_acknowledgement_seconds_count\{surface="command"\} 1$/m,
      /^send_slack_calls_total\{method="response_url",outcome="done"\} 1$/m,
      /^send_slack_calls_total\{method="auth\.test",outcome="done"\} \d+$/m,
      /^send_pending_payloads 0$/m,
      /^send_answers [1-9]/m,
    ])
      expect(text).toMatch(line)
    expect(text).not.toMatch(/letters|U1/)
  })

  test('is alive but not ready while Slack is not connected', async () => {
    const [port, slack] = [await freePort(), await startSlackStub(() => {})]
    onTestFinished(slack.stop)
    const program = await startWithout(slack.url, { METRICS_PORT: String(port) })
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status
    await expect.poll(ready, { timeout: 20_000 }).toBe(503)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    await program.stop()
  })

  test('starts where Slack can’t be reached at first, and is not ready until it is', async () => {
    let reachable = false
    const slack = await startSlackStub((_call, response) => {
      if (!reachable) response.destroy()
      else response.setHeader('content-type', 'application/json').end('{"ok":true,"user_id":"U0","bot_id":"B0"}')
    })
    onTestFinished(slack.stop)
    const port = await freePort()
    const program = await startWithout(slack.url, { METRICS_PORT: String(port) })
    expect(await program.says('slack.unreachable')).toBe(true)
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status
    expect(await ready()).toBe(503)
    reachable = true
    expect(await program.says('slack.started')).toBe(true)
    await expect.poll(ready).toBe(200)
  })
})

describe('with API=on', () => {
  test('the bot answers programs beside Slack, and counts that', async () => {
    const [apiPort, metricsPort] = [await freePort(), await freePort()]
    const env = { API: 'on', API_PORT: String(apiPort), METRICS_PORT: String(metricsPort) }
    const bot = await startBot({ dataDir: await temporaryFolder(), env })
    onTestFinished(() => bot.stop())
    const asked = await fetch(`http://127.0.0.1:${apiPort}/v1/ask?q=ministerial+letters`)
    expect(await asked.json()).toMatchObject({ kind: 'answer', best: { answer: { key: '2018-03-29/135027' } } })
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    expect(metrics).toMatch(/^send_reply_seconds_count\{surface="api",reply="answer"\} 1$/m)
    expect(bot.program.stderr()).toContain('"event":"api.started"')
    expect(bot.program.stderr()).not.toContain('letters')
    expect(await bot.program.stop()).toMatchObject({ code: 0, signal: null })
  })

  test('programs are answered while Slack can’t be reached', async () => {
    const port = await freePort()
    const slack = await startSlackStub((_call, response) => void response.destroy())
    onTestFinished(slack.stop)
    const program = await startWithout(slack.url, { API: 'on', API_PORT: String(port) })
    expect(await program.says('slack.unreachable')).toBe(true)
    expect((await fetch(`http://127.0.0.1:${port}/v1/status`)).status).toBe(200)
  })

  test('a port that is taken ends the start, and says what to do', async () => {
    const slack = await startSlackStub()
    onTestFinished(slack.stop)
    const program = await startWithout(slack.url, { API: 'on', API_PORT: new URL(slack.url).port })
    expect(await program.ended).toMatchObject({ code: 1, signal: null })
    expect(program.stderr()).toContain('API_PORT')
  })

  test('and neither Slack nor the playground, it runs until it is stopped', async () => {
    const port = await freePort()
    // Without the development dependencies, which the playground needs.
    const code = `import { registerHooks } from 'node:module'
      registerHooks({ resolve(specifier, context, next) {
        if (!specifier.includes('playground/playground')) return next(specifier, context)
        throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' })
      } })`
    const program = startProgram(['src/main.ts'], {
      DATA_DIR: await temporaryFolder(),
      API: 'on',
      API_PORT: String(port),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
    })
    onTestFinished(async () => void (await program.stop()))
    expect(await program.says('The playground in the browser is not in this installation')).toBe(true)
    expect((await fetch(`http://127.0.0.1:${port}/v1/status`)).status).toBe(200)
    expect(program.hasEnded()).toBe(false)
    expect(await program.stop()).toMatchObject({ code: 0, signal: null })
  })
})

describe('a stop', () => {
  test('waits for the reply that is under way', async () => {
    const sent = Promise.withResolvers<void>()
    const bot = await startBot({
      dataDir: await temporaryFolder(),
      answer: (call, response) => {
        if (call.method !== 'respond') return void response.end('{"ok":true,"user_id":"U0","bot_id":"B0"}')
        sent.resolve()
        setTimeout(() => response.end('ok'), 1500)
      },
    })
    onTestFinished(() => bot.stop())
    await ask(bot)
    await sent.promise
    const since = performance.now()
    expect(await bot.program.stop()).toMatchObject({ code: 0, signal: null })
    expect(performance.now() - since).toBeGreaterThan(1000)
    expect(bot.program.stderr()).not.toContain('"level":"error"')
  })

  test('takes no more requests of programs while it waits for Slack', async () => {
    const sent = Promise.withResolvers<ServerResponse>()
    const apiPort = await freePort()
    const bot = await startBot({
      dataDir: await temporaryFolder(),
      env: { API: 'on', API_PORT: String(apiPort), STOP_GRACE: '300s' },
      answer: (call, response) => {
        if (call.method !== 'respond') return void response.end('{"ok":true,"user_id":"U0","bot_id":"B0"}')
        sent.resolve(response)
      },
    })
    onTestFinished(() => bot.stop())
    await ask(bot)
    const response = await sent.promise
    const stopped = bot.program.stop()
    const refuses = () =>
      fetch(`http://127.0.0.1:${apiPort}/v1/status`).then(
        () => false,
        () => true,
      )
    await expect.poll(refuses, { timeout: 8000 }).toBe(true)
    expect(bot.program.hasEnded()).toBe(false)
    response.end('ok')
    expect(await stopped).toMatchObject({ code: 0, signal: null })
  })

  test('doesn’t wait for requests that never end', async () => {
    const bot = await startBot({ dataDir: await temporaryFolder(), env: { STOP_GRACE: '300s' } })
    onTestFinished(() => bot.stop())
    const halfOpen = connect(bot.port, '127.0.0.1')
    halfOpen.on('error', () => {})
    halfOpen.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf')
    await once(halfOpen, 'ready')
    const since = performance.now()
    expect(await bot.program.stop()).toMatchObject({ code: 0, signal: null })
    // The server itself would end such a request after ten seconds.
    expect(performance.now() - since).toBeLessThan(8000)
  })

  test('while it starts ends it cleanly', async () => {
    const slack = await startSlackStub(() => {})
    onTestFinished(slack.stop)
    const program = await startWithout(slack.url)
    await expect.poll(() => slack.calls.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(await program.stop()).toMatchObject({ code: 0, signal: null })
  })

  test('while Slack can’t be reached ends it cleanly', async () => {
    const slack = await startSlackStub((_call, response) => void response.destroy())
    onTestFinished(slack.stop)
    const program = await startWithout(slack.url)
    expect(await program.says('slack.unreachable')).toBe(true)
    expect(await program.stop()).toMatchObject({ code: 0, signal: null })
    expect(program.stderr()).not.toContain('"level":"error"')
  })
})

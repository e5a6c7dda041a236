import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { ROOT, run, UNSET } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const started: ChildProcess[] = []
afterAll(() => vi.resetConfig())
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** Starts the program with that standard input: a pipe that stays open, none, or an open file. */
function start(stdin: 'pipe' | 'ignore' | number): {
  child: ChildProcess
  said: (what: RegExp) => Promise<string>
  output: () => string
} {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...UNSET, PORT: '0' },
    stdio: [stdin, 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output += chunk
    })
  return {
    child,
    output: () => output,
    async said(what) {
      const deadline = Date.now() + 50_000
      while (!what.test(output)) {
        if (Date.now() > deadline) throw new Error(`it said only: ${output}`)
        await new Promise((done) => setTimeout(done, 20))
      }
      return what.exec(output)?.[0] ?? ''
    },
  }
}
// Each test starts whole processes, which are slow when many tests run at once.
vi.setConfig({ testTimeout: 60_000 })

const OPEN = /http:\/\/127\.0\.0\.1:\d+/

describe('npm start without Slack serves the playground', () => {
  test.each([['ignore' as const], ['pipe' as const]])('with standard input %s, until it is stopped', async (stdin) => {
    const { child, said } = start(stdin)
    const url = await said(OPEN)
    expect(await (await fetch(url)).text()).toContain('<div id="page">')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('with an empty pipe, an empty file', async () => {
    const piped = start('pipe')
    piped.child.stdin?.end()
    await piped.said(OPEN)
    const file = join(await temporaryFolder(), 'empty')
    writeFileSync(file, '')
    const fd = openSync(file, 'r')
    await start(fd).said(OPEN)
    closeSync(fd)
  })

  test('and answers questions that come later, and ends', async () => {
    const { child, said } = start('pipe')
    await said(OPEN)
    child.stdin?.end('135027\n')
    await said(/Source: https:.*135027/)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('but not if a file holds questions: it answers them', async () => {
    const file = join(await temporaryFolder(), 'questions')
    writeFileSync(file, '135027\n£2.3 million parent carer forums\n')
    const fd = openSync(file, 'r')
    const { child, said, output } = start(fd)
    closeSync(fd)
    const ended = once(child, 'exit')
    await said(/> £2\.3 million[\s\S]*We have been encouraged/)
    expect(await ended).toEqual([0, null])
    expect(output()).not.toMatch(OPEN)
  })
})

test('without the development dependencies it says in one line that there is no playground, and answers in the terminal', async () => {
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(name, context, next) {
      if (name !== 'emulate') return next(name, context)
      throw Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' })
    } })`
  const without = `data:text/javascript,${encodeURIComponent(hook)}`
  const { code, stdout, stderr } = await run(['--import', without, 'src/main.ts'])
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr.match(/playground/g)).toHaveLength(1)
  expect(stderr.trim().split('\n')).toHaveLength(2)
})

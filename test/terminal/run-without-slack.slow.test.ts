import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { ROOT, run, UNSET } from '../run.ts'
import { type Faults, record } from '../sources/parliament/fake-parliament.ts'
import { setUpSync } from '../sync/set-up-sync.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const started: ChildProcess[] = []
afterAll(() => vi.resetConfig())
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** Starts the program with that standard input: a pipe that stays open, none, or an open file. */
function start(
  stdin: 'pipe' | 'ignore' | number,
  env: Record<string, string> = {},
  command: [string, ...string[]] = [process.execPath, 'src/main.ts'],
): {
  child: ChildProcess
  said: (what: RegExp) => Promise<string>
  output: () => string
} {
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...UNSET, PORT: '0', ...env },
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
vi.setConfig({ testTimeout: 120_000 })

const ESC = '\u001b'
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

/** Without the development dependencies. */
const NO_PLAYGROUND = `--import=data:text/javascript,${encodeURIComponent(`import { registerHooks } from 'node:module'
  registerHooks({ resolve(name, context, next) {
    if (name !== 'emulate') return next(name, context)
    throw Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' })
  } })`)}`

describe('npm start without Slack fetches answers by itself', () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const ramps = record({ id: 7, dateTabled: yesterday, dateAnswered: yesterday, answerText: '<p>Ramps and SEND.</p>' })

  async function withParliament(faults: Faults = {}) {
    const { fake, env, folder } = await setUpSync([ramps], faults)
    return { fake, folder, env: { ...env, SYNC_EVERY: '6h' } }
  }

  test('with the playground: they are found at once, and one line says at the end how many there are', async () => {
    const { env } = await withParliament()
    const { child, said, output } = start('pipe', env)
    await said(/^2 answers, back to \w+ \d{4}$/m)
    expect(output().trim().split('\n')).toHaveLength(3)
    child.stdin?.end('ramps\n')
    await said(/Ramps and SEND\./)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('and says soon if Parliament can’t be reached', async () => {
    const { env, fake } = await withParliament()
    await fake.close()
    const { said, output } = start('ignore', env)
    await said(OPEN)
    const began = performance.now()
    await said(
      /^Parliament can’t be reached \(.*ECONNREFUSED.*\); one answer ships with the program\. “npm run sync” tries again\.$/m,
    )
    // With its usual patience it would try for minutes.
    expect(performance.now() - began).toBeLessThan(25_000)
    expect(output()).not.toContain('sync.failed')
  })

  test('beside another that does so, too, without a word about it', async () => {
    const { env } = await withParliament({ delayMs: 20 })
    const first = start('ignore', env)
    await first.said(OPEN)
    const second = start('ignore', env)
    await second.said(OPEN)
    await first.said(/^2 answers, back to/m)
    expect(second.output().trim().split('\n')).toHaveLength(2)
  })

  test('from a folder that can’t be written it serves what is there, and says why it can’t sync', async () => {
    const { env, folder } = await withParliament()
    await writeFile(join(folder, 'file'), '')
    const { said } = start('ignore', { ...env, DATA_DIR: join(folder, 'file') })
    await said(OPEN)
    await said(/sync\.failed.*store-unwritable/)
  })

  test.each([
    ['off', 'SYNC_EVERY=off', (env: object) => start('ignore', { ...env, SYNC_EVERY: 'off' })],
    ['piped', 'questions on standard input', (env: Record<string, string>) => start('pipe', env)],
  ])('but asks nothing of Parliament where it is %s: %s', async (how, _what, begin) => {
    const { env, fake, folder } = await withParliament()
    const { child, said } = begin(env)
    child.stdin?.end('135027\n')
    await said(how === 'off' ? OPEN : /Source: https:.*135027/)
    if (how === 'off') child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(fake.requests).toEqual([])
    if (how === 'piped') expect(await readdir(folder)).toEqual([])
  })

  const noScript = !/util-linux/.test(spawnSync('script', ['--version']).stdout?.toString() ?? '')
  const onTerminal = (env: Record<string, string>, ...args: string[]) => {
    const command = [process.execPath, ...args, 'src/main.ts'].map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    return start('pipe', env, ['script', '-qfec', `stty cols 100; ${command.join(' ')}`, '/dev/null'])
  }

  test.skipIf(noScript)('on a terminal one line is replaced, and stays below what is written', async () => {
    const { env, fake } = await withParliament({ delayMs: 30 })
    const { child, said, output } = onTerminal(env)
    await said(/fetching the newest answers from Parliament/)
    await said(/2 answers, back to \w+ \d{4} · still fetching more/)
    fake.faults = {}
    await said(/2 answers, back to \w+ \d{4}\r\n/)
    child.stdin?.write('\u0003')
    await once(child, 'exit')
    expect(onScreen(output())).toMatch(/Ctrl\+C stops it\.\n2 answers, back to \w+ \d{4}\n/)
  })

  test.skipIf(noScript)('at a prompt it stands above it, and what is being typed is kept', async () => {
    const { env, fake } = await withParliament({ delayMs: 30 })
    const { child, said, output } = onTerminal(env, NO_PLAYGROUND)
    await said(/fetching the newest answers/)
    child.stdin?.write('ram')
    await said(/2 answers, back to \w+ \d{4} · still fetching more\r\n> ram/)
    fake.faults = {}
    child.stdin?.write('ps\r')
    await said(/Ramps and SEND\./)
    child.stdin?.write('\u0004')
    await once(child, 'exit')
    expect(onScreen(output())).toMatch(/still fetching more\n> ramps\n/)
  })
})

test('without the development dependencies it says in one line that there is no playground, and answers in the terminal', async () => {
  const { code, stdout, stderr } = await run([NO_PLAYGROUND, 'src/main.ts'])
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr.match(/playground/g)).toHaveLength(1)
  expect(stderr.trim().split('\n')).toHaveLength(2)
})

/** What a terminal shows after that output, as far as these tests need it: lines that were cleared are gone. */
function onScreen(output: string): string {
  const lines: string[] = ['']
  for (const [part] of output.matchAll(new RegExp(`${ESC}\\[\\d*[A-Z]|\r|\n|[^${ESC}\r\n]+`, 'g'))) {
    const last = lines.length - 1
    if (part === '\n') lines.push('')
    else if (part === `${ESC}[1A`) lines.splice(last)
    else if (part === `${ESC}[2K` || part === `${ESC}[0J`) lines[last] = ''
    else if (!part.startsWith(ESC) && part !== '\r') lines[last] += part
  }
  return lines.join('\n')
}

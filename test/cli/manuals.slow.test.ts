import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/parse-arguments.ts'
import { ROOT, run } from '../run.ts'

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const ours = Object.entries(scripts).flatMap(([name, script]) =>
  script.startsWith('node ') ? [[name, script.split(' ').slice(1)] as const] : [],
)

describe('every command of package.json that is ours has a manual', () => {
  test.concurrent.each(ours)('npm run %s -- --help', async (name, args) => {
    const { code, stdout, stderr } = await run([...args, '--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: npm (?:run )?(?:-s )?${name}\\b`))
    for (const part of ['\nOptions:\n', '-h, --help', '\nExit codes:\n  0 ']) expect(stdout).toContain(part)
  })

  test('and so has the program of commands', async () => {
    const { code, stdout } = await run(['src/cli.ts', '-h'])
    expect(code).toBe(0)
    for (const name of ['ask', 'erase', 'import', 'keys', 'mcp', 'storage', 'sync', 'workspaces'])
      expect(stdout).toContain(`  ${name} `)
  })
})

describe('a command line', () => {
  const MANUAL = 'Usage: npm run fly -- [--since DAY]\n\nFlies.'
  const options = { since: { type: 'string' }, status: { type: 'boolean' } } as const
  const parse = (...args: string[]) => parseArguments({ args, options, allowPositionals: true }, MANUAL)
  const failure = (...args: string[]) => {
    try {
      parse(...args)
    } catch (error) {
      return error
    }
  }

  test('is parsed into options and positional arguments', () => {
    expect(parse('--since', '2024', 'there', '--', '--help')).toMatchObject({
      values: { since: '2024' },
      positionals: ['there', '--help'],
    })
  })

  test.for([['--help'], ['-h'], ['there', '--since', '2024', '--help'], ['--unheard-of', '-h'], ['-h', '--loud']])(
    'that asks for help gets the manual, whatever else is in it: %j',
    (args) => {
      expect(failure(...args)).toMatchObject({ code: 'help', message: MANUAL })
    },
  )

  test.for<[string, string]>([
    ['--sinse', 'There is no option --sinse. Did you mean --since?'],
    ['--state', 'There is no option --state. Did you mean --status?'],
    ['--quietly', 'There is no option --quietly.'],
    ['-x', 'There is no option -x.'],
  ])('with an unknown option is misuse that names the nearest: %s', ([arg, said]) => {
    expect(failure(arg)).toMatchObject({
      code: 'misuse',
      message: `${said}\nUsage: npm run fly -- [--since DAY]\nWith --help it says more.`,
    })
  })

  test('with an option without its value is misuse', () => {
    expect(failure('--since')).toMatchObject({ code: 'misuse', message: expect.stringMatching(/since[\s\S]*\nUsage:/) })
  })
})

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError, codeOf } from '../app-error.ts'
import { exitCodeOf } from './exit-codes.ts'

/** What every command takes besides its own options. */
const HELP = { help: { type: 'boolean', short: 'h' } } as const

/**
 * The options and positional arguments of a command line. `manual` is what `--help` prints: "Usage: …", an empty line,
 * then what the command does, its options and its exit codes.
 * @throws AppError `misuse` that says what is wrong, with the usage; `help` with the manual, if that is asked for
 */
export function parseArguments<T extends ParseArgsConfig>(config: T, manual: string): ReturnType<typeof parseArgs<T>> {
  const { options = {} } = config
  const { tokens = [] } = parseArgs({ ...config, options: { ...options, ...HELP }, strict: false, tokens: true })
  const given = tokens.filter((token) => token.kind === 'option')
  if (given.some(({ name }) => name === 'help')) throw new AppError('help', manual)
  const unknown = given.find(({ name }) => !(name in options))
  if (unknown) throw misuse(manual, unknownOption(unknown.rawName, Object.keys(options)))
  try {
    return parseArgs(config)
  } catch (error) {
    throw misuse(manual, (error as Error).message, error)
  }
}

/**
 * The same for a script whose work is at the top of its module: ends the process instead of throwing, with 0 after the
 * manual.
 */
export function argumentsOrExit<T extends ParseArgsConfig>(config: T, manual: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArguments(config, manual)
  } catch (error) {
    const stream = codeOf(error) === 'help' ? process.stdout : process.stderr
    stream.write(`${(error as Error).message}\n`)
    process.exit(exitCodeOf(error))
  }
}

/** A command that was called wrongly: what is wrong, if that isn't plain, and the usage. */
export function misuse(manual: string, problem?: string, cause?: unknown): AppError {
  const [usage = ''] = manual.split('\n\n', 1)
  return new AppError('misuse', [problem, usage, 'With --help it says more.'].filter(Boolean).join('\n'), { cause })
}

function unknownOption(written: string, names: readonly string[]): string {
  const name = written.replace(/^-+/, '')
  const [nearest] = names
    .map((one) => ({ one, edits: editsBetween(name, one) }))
    .filter(({ one, edits }) => edits <= one.length / 2)
    .sort((a, b) => a.edits - b.edits)
  return `There is no option ${written}.${nearest ? ` Did you mean --${nearest.one}?` : ''}`
}

/** The Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n)
  for (const [n, letter] of [...one].entries()) {
    const next = [n + 1]
    for (const [m, otherLetter] of [...other].entries())
      next.push(Math.min((next[m] ?? 0) + 1, (row[m + 1] ?? 0) + 1, (row[m] ?? 0) + (letter === otherLetter ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}

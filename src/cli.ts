import { askCommand } from './cli/ask.ts'
import { importCommand } from './cli/import.ts'
import { Misuse } from './cli/misuse.ts'

/** Each takes its arguments and gives the exit code. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = { ask: askCommand, import: importCommand }

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name ?? '']

try {
  if (!command) throw new Misuse(`Say which command: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exitCode = await command(args)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}

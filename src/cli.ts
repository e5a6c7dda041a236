import { config as loadDotenv } from 'dotenv'
import { askCommand } from './cli/ask.ts'
import { importCommand } from './cli/import.ts'
import { Misuse } from './cli/misuse.ts'
import { syncCommand } from './cli/sync.ts'

/** Each takes its arguments and the environment, and gives the exit code. */
const COMMANDS: Record<string, (args: string[], env: NodeJS.ProcessEnv) => Promise<number>> = {
  ask: askCommand,
  import: importCommand,
  sync: syncCommand,
}

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name ?? '']

try {
  if (!command) throw new Misuse(`Say which command: ${Object.keys(COMMANDS).join(', ')}.`)
  loadDotenv({ quiet: true })
  process.exitCode = await command(args, process.env)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}

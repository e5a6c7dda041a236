import { config as loadDotenv } from 'dotenv'
import { askCommand } from './cli/ask.ts'
import { importCommand } from './cli/import.ts'
import { Misuse } from './cli/misuse.ts'
import { qualityCommand } from './cli/quality.ts'
import { syncCommand } from './cli/sync.ts'
import { ConfigError } from './config.ts'

/** Each takes its arguments and the environment, and gives the exit code. */
const COMMANDS: Record<string, (args: string[], env: NodeJS.ProcessEnv) => Promise<number>> = {
  ask: askCommand,
  import: importCommand,
  quality: qualityCommand,
  sync: syncCommand,
}

/** The exit code of what could not be done for a reason that no other code stands for. */
const FAILED = 9

// Whoever reads what we print may stop reading: `npm run -s ask -- … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : FAILED))

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name ?? '']

try {
  if (!command) throw new Misuse(`Say which command: ${Object.keys(COMMANDS).join(', ')}.`)
  loadDotenv({ quiet: true })
  process.exitCode = await command(args, process.env)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = error instanceof Misuse || error instanceof ConfigError ? 2 : FAILED
}

import { config as loadDotenv } from 'dotenv'
import { Misuse } from './cli/misuse.ts'
import { ConfigError } from './config.ts'

/** Takes its arguments and the environment, and gives the exit code. */
type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>

/** Each is loaded when it is called: none waits for what only another needs. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  ask: async () => (await import('./cli/ask.ts')).askCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  quality: async () => (await import('./cli/quality.ts')).qualityCommand,
  sync: async () => (await import('./cli/sync.ts')).syncCommand,
}

/** The exit code of what could not be done for a reason that no other code stands for. */
const FAILED = 9

// Whoever reads what we print may stop reading: `npm run -s ask -- … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : FAILED))

const [name, ...args] = process.argv.slice(2)
const load = COMMANDS[name ?? '']

try {
  if (!load) throw new Misuse(`Say which command: ${Object.keys(COMMANDS).join(', ')}.`)
  loadDotenv({ quiet: true })
  const command = await load()
  process.exitCode = await command(args, process.env)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = error instanceof Misuse || error instanceof ConfigError ? 2 : FAILED
}

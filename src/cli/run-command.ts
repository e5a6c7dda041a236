import { config as loadDotenv } from 'dotenv'
import { codeOf } from '../app-error.ts'
import { ConfigError } from '../config.ts'

/** Takes its arguments and the environment, and gives the exit code. */
export type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>

/** The exit code of a failure that has no code of its own. */
const FAILED = 9

/** Runs a command as the process: loads `.env`, prints a failure as one message on standard error, sets the exit code. */
export async function runCommand(load: () => Promise<Command>, args: string[]): Promise<void> {
  // The reader may stop early: `npm run -s ask -- … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : FAILED))
  try {
    loadDotenv({ quiet: true })
    const command = await load()
    process.exitCode = await command(args, process.env)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = codeOf(error) === 'misuse' || error instanceof ConfigError ? 2 : FAILED
  }
}

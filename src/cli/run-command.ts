import { config as loadDotenv } from 'dotenv'
import { exitCodeOf } from './exit-codes.ts'
import { keepFilesPrivate } from './keep-files-private.ts'
import { reportFailure } from './report-failure.ts'

/** Takes its arguments and the environment, and gives the exit code. */
export type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>

/** Runs a command as the process: loads `.env`, reports a failure on standard error, sets the exit code. */
export async function runCommand(load: () => Promise<Command>, args: string[]): Promise<void> {
  // The reader may close the pipe early: `npm run -s ask -- … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : exitCodeOf(error)),
  )
  keepFilesPrivate()
  try {
    loadDotenv({ quiet: true })
    const command = await load()
    process.exitCode = await command(args, process.env)
  } catch (error) {
    await reportFailure(error, process.env)
    process.exitCode = exitCodeOf(error)
  }
}

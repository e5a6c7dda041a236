import { codeOf } from '../app-error.ts'
import { readLogLevel } from '../config.ts'
import { createStreamLog, type TextStream } from '../log.ts'

/**
 * Says on standard error why a program ends: what an `AppError` says, for it tells what to do; of any other error a
 * sentence. A manual that was asked for goes to standard output. The stack of the latter goes to the log, which a person at a terminal sees only with LOG_LEVEL=debug.
 */
export async function reportFailure(
  error: unknown,
  env: NodeJS.ProcessEnv,
  stderr: TextStream = process.stderr,
  stdout: TextStream = process.stdout,
): Promise<void> {
  const code = codeOf(error)
  if (code === 'help') {
    stdout.write(`${(error as Error).message}\n`)
    return
  }
  if (code !== undefined) {
    stderr.write(`${(error as Error).message}\n`)
    return
  }
  stderr.write(`Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}\n`)
  const level = readLogLevel(env)
  if (stderr.isTTY && level !== 'debug') stderr.write('Set LOG_LEVEL=debug and try again to see where.\n')
  else (await createStreamLog(level, stderr)).error('process.failed', error)
}

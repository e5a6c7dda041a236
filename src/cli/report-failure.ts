import { codeOf } from '../app-error.ts'
import { readLogLevel } from '../config.ts'
import { createStreamLog, type TextStream } from '../log.ts'

interface Streams {
  stderr?: TextStream
  stdout?: TextStream
  asLog?: boolean
}

/**
 * Says on standard error why a program ends: what an `AppError` says, for it tells what to do; of any other error a
 * sentence. The stack of the latter goes to the log, which a person at a terminal sees only with LOG_LEVEL=debug. A manual
 * that was asked for goes to standard output. With `asLog` all else is a line of the log, for a program whose standard
 * error nobody reads as text.
 */
export async function reportFailure(
  error: unknown,
  env: NodeJS.ProcessEnv,
  { stderr = process.stderr, stdout = process.stdout, asLog = false }: Streams = {},
): Promise<void> {
  const code = codeOf(error)
  if (code === 'help') {
    stdout.write(`${(error as Error).message}\n`)
    return
  }
  if (asLog) {
    const log = await createStreamLog('error', stderr)
    return log.error('process.failed', code === undefined ? error : (error as Error).message, { code })
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

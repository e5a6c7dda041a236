import { stripVTControlCharacters } from 'node:util'
import { pino } from 'pino'

/** Facts about the work. Never a token, and never what somebody asked. */
type LogFields = Record<string, string | number | boolean | undefined>

/** Writes events, each with a name and some fields. */
export interface Log {
  debug: (event: string, fields?: LogFields) => void
  info: (event: string, fields?: LogFields) => void
  warn: (event: string, fields?: LogFields) => void
  /** Adds the field `error`: the stack of the error and of its causes. */
  error: (event: string, error: unknown, fields?: LogFields) => void
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Slack's tokens. Without \b before it: in a JSON string the `n` of an escaped line break may stand there. */
const TOKEN = /x(?:ox[a-z]|app)-[\w-]+/g

/** Errors of a chain that are logged: it may be a circle. */
const MAX_CAUSES = 10

/** As much of a stream as a program's messages need; `process.stderr` is one. */
export interface TextStream {
  write: (text: string) => unknown
  fd?: number
  isTTY?: boolean
  hasColors?: () => boolean
}

/**
 * A log that writes JSON lines at or above a level, each with `time` (ISO 8601), `level` and `event`. Slack's tokens are
 * replaced in the finished line, so one quoted in a library's message or stack is never written.
 */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write(line.replace(TOKEN, '[token]')) },
  )
  return {
    debug: (event, fields = {}) => logger.debug({ event, ...fields }),
    info: (event, fields = {}) => logger.info({ event, ...fields }),
    warn: (event, fields = {}) => logger.warn({ event, ...fields }),
    error: (event, error, fields = {}) => logger.error({ event, ...fields, error: describe(error) }),
  }
}

/** The log of a program on one of its streams: JSON lines, or text for people where the stream is a terminal. */
export async function createStreamLog(level: LogLevel, stream: TextStream): Promise<Log> {
  const format = stream.isTTY ? await findPrettyPrinter(stream.hasColors?.() ?? false) : (line: string) => line
  // A stream queues what a full pipe doesn't take, and `process.exit` would lose it: write to its file synchronously.
  const destination = stream.fd === undefined ? stream : pino.destination({ fd: stream.fd, sync: true })
  return createLog(level, (line) => void destination.write(format(line)))
}

/** pino-pretty is a development dependency: without it a terminal gets JSON lines, too. */
async function findPrettyPrinter(colorize: boolean): Promise<(line: string) => string> {
  try {
    const { prettyFactory } = await import('pino-pretty')
    return prettyFactory({
      colorize,
      messageKey: 'event',
      translateTime: 'SYS:HH:MM:ss',
      customPrettifiers: { error: (stack) => stripVTControlCharacters(String(stack)) },
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return (line) => line
    throw error
  }
}

/**
 * The stacks of an error and of its causes. Other properties of a library's error may hold a payload, with what somebody
 * asked.
 */
function describe(error: unknown): string {
  const chain: unknown[] = []
  for (
    let one = error;
    one !== undefined && chain.length < MAX_CAUSES;
    one = one instanceof Error ? one.cause : undefined
  )
    chain.push(one)
  return chain.map((one) => (one instanceof Error ? one.stack || one.message : String(one))).join('\ncaused by: ')
}

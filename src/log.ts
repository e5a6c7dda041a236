/** What may stand in a log line: facts about the work, never a token or what somebody asked. */
type LogFields = Record<string, string | number | boolean | undefined>

/** Writes JSON lines, each an event with its name. */
export interface Log {
  debug: (event: string, fields?: LogFields) => void
  info: (event: string, fields?: LogFields) => void
  warn: (event: string, fields?: LogFields) => void
  /** With the stack of the error and of what caused it. */
  error: (event: string, error: unknown, fields?: LogFields) => void
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Slack's tokens, wherever a library's message may quote one. */
const TOKEN = /\bx(?:ox[a-z]|app)-[\w-]+/g

/** A log that writes lines at or above a level. */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const log = (at: LogLevel, event: string, fields: LogFields) => {
    if (LOG_LEVELS.indexOf(at) < LOG_LEVELS.indexOf(level)) return
    write(`${JSON.stringify({ time: now().toISOString(), level: at, event, ...fields }).replace(TOKEN, '[token]')}\n`)
  }
  return {
    debug: (event, fields = {}) => log('debug', event, fields),
    info: (event, fields = {}) => log('info', event, fields),
    warn: (event, fields = {}) => log('warn', event, fields),
    error: (event, error, fields = {}) => log('error', event, { ...fields, error: describe(error) }),
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

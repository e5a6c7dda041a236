/** What went wrong, for the code that decides what to do about it: an exit code, a retry, a log line. */
export type AppErrorCode =
  /** No failure: somebody asked a command for its manual. */
  | 'help'
  | 'misuse'
  | 'wrong-config'
  | 'wrong-key'
  | 'wrong-topic'
  | 'wrong-vocabulary'
  | 'empty-corpus'
  | 'empty-span'
  | 'sync-under-way'
  | 'sync-too-long'
  | 'parliament-unreachable'
  | 'response-too-large'
  | 'store-unwritable'
  | 'store-full'
  | 'store-damaged'
  | 'store-newer'
  | 'store-unreachable'
  | 'store-refused'
  | 'store-not-empty'
  | 'port-taken'
  | 'slack-refused'
  | 'slack-unreachable'
  | 'not-installed'
  | 'embedder-unavailable'
  | 'search-unavailable'

/** A failure that a person can do something about. `message` says what happened and then `advice`, what to do. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: AppErrorCode
  readonly advice: string | undefined
  /** Why, in a few words, for a sentence of one's own. */
  readonly reason: string | undefined

  constructor(code: AppErrorCode, problem: string, { advice, reason, cause }: Details = {}) {
    super(advice === undefined ? problem : `${problem} ${advice}`, { cause })
    this.code = code
    this.advice = advice
    this.reason = reason
  }
}

interface Details {
  advice?: string
  reason?: string
  cause?: unknown
}

/** Why something failed: in a few words if the error has some, else its message. */
export function reasonOf(error: unknown): string {
  const { reason, message } = error as Partial<AppError>
  return reason ?? message ?? String(error)
}

/** The code of an `AppError`; undefined for any other error. Told by the name: one from another thread has lost its class. */
export function codeOf(error: unknown): AppErrorCode | undefined {
  return error instanceof Error && error.name === 'AppError' ? (error as AppError).code : undefined
}

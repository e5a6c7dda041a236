import { AppError, type AppErrorCode } from '../../app-error.ts'

type StoreErrorCode = Exclude<Extract<AppErrorCode, `store-${string}`>, 'store-not-empty'>

/**
 * What a person can do about SQLSTATEs, the longest that a code begins with
 * (postgresql.org/docs/current/errcodes-appendix.html), and about Node's codes of sockets.
 */
const CODES: Record<string, StoreErrorCode> = {
  // The connection failed, or ended.
  '08': 'store-unreachable',
  // The server is stopping, starting, or has no connection left.
  '57P': 'store-unreachable',
  '53300': 'store-unreachable',
  // A statement, or a transaction that does nothing, that took too long.
  '57014': 'store-unreachable',
  '25P03': 'store-unreachable',
  '28': 'store-refused',
  '3D000': 'store-refused',
  '42501': 'store-unwritable',
  // A read-only transaction, as on a standby.
  '25006': 'store-unwritable',
  '53100': 'store-full',
  // A table or a column is missing, or is another program's.
  '42P': 'store-damaged',
  '42703': 'store-damaged',
  // The database's own files are damaged.
  XX: 'store-damaged',
  ECONNREFUSED: 'store-unreachable',
  ECONNRESET: 'store-unreachable',
  EPIPE: 'store-unreachable',
  ENOTFOUND: 'store-unreachable',
  EAI_AGAIN: 'store-unreachable',
  ETIMEDOUT: 'store-unreachable',
  EHOSTUNREACH: 'store-unreachable',
  ENETUNREACH: 'store-unreachable',
  // There is no such Unix socket.
  ENOENT: 'store-unreachable',
}
/** What pg says without a code where a connection was not made in time, or ended. */
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered)/

function storeCodeOf(error: unknown): StoreErrorCode | undefined {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  // Where a name has several addresses, each attempt has an error of its own.
  if (error instanceof AggregateError) return storeCodeOf(error.errors[0])
  if (typeof code !== 'string') return LOST.test(message) ? 'store-unreachable' : undefined
  const known = Object.keys(CODES).filter((one) => code.startsWith(one))
  return CODES[known.toSorted((a, b) => b.length - a.length)[0] ?? '']
}

/** Whether the connection was not made, or ended: then what was asked may not have been done. */
export function isLost(error: unknown): boolean {
  return storeCodeOf(error) === 'store-unreachable' && (error as { code?: unknown }).code !== '57014'
}

/** Runs the work; errors of the database and of its connection become an AppError with advice, others are passed on. */
export async function asStoreError<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof AppError ? undefined : storeCodeOf(error)
    throw code ? storeError(code, place, error) : error
  }
}

/** The error of that code for the database at that place. */
export function storeError(code: StoreErrorCode, place: string, cause?: unknown): AppError {
  const { problem, advice } = TEXTS[code]
  const said = (cause as Error | undefined)?.message
  return new AppError(code, `The database ${place} ${problem}${said ? ` (${said})` : ''}:`, { advice, cause })
}

const TEXTS: Record<StoreErrorCode, { problem: string; advice: string }> = {
  'store-unreachable': {
    problem: 'can’t be reached, or was too slow',
    advice: 'check that it runs, and the address in DATABASE_URL. The bot connects again by itself.',
  },
  'store-refused': {
    problem: 'refuses the connection',
    advice: 'check the user, the password and the name of the database in DATABASE_URL.',
  },
  'store-unwritable': {
    problem: 'can’t be written by this user',
    advice:
      'make the user the owner of the database, or grant it CREATE on the schema public, and name the primary server.',
  },
  'store-full': {
    problem: 'has no room left',
    advice: 'free some, and try again. Nothing that was stored is lost.',
  },
  'store-damaged': {
    problem: 'has not the tables of this program, or is damaged',
    advice: 'give this program a database of its own, or restore it from a backup.',
  },
  'store-newer': {
    problem: 'was migrated by a newer version of this program',
    advice: 'update this one, too, or give it another database in DATABASE_URL.',
  },
}

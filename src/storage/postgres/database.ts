import { setTimeout as delay } from 'node:timers/promises'
import { Client, type ClientConfig, Pool, type PoolClient } from 'pg'
import { migrate } from './migrate.ts'
import { createNotifications, type Notifications } from './notifications.ts'
import { asStoreError, isLost } from './postgres-error.ts'

/** Connections of one process for statements; a lock and LISTEN have their own. */
const CONNECTIONS = 5
const CONNECT_MS = 10_000
/** Every statement takes milliseconds. One that takes this long waits for a lock or a disk that hangs. */
const STATEMENT_MS = 30_000
/** A server that restarts is back within this time. */
const PATIENCE_MS = 5_000
/** At the start the server may be starting, too. */
const START_PATIENCE_MS = 15_000
const FIRST_WAIT_MS = 50
const MAX_WAIT_MS = 1_000

/** A bigint is a string. */
export type Row = Record<string, unknown>
export type Value = string | number | boolean | null | Uint8Array

/** Runs a statement. Gives its rows, and how many rows it found or changed. */
export type Query = (
  text: string,
  values?: readonly (Value | readonly Value[])[],
) => Promise<{ rows: Row[]; count: number }>

/** The connections of one process to a database whose tables are up to date. Errors are AppErrors `store-…` where a person can do something. */
export interface Database {
  /** Host, port and name, for messages. */
  place: string
  query: Query
  /** Like `query`, for what may be done twice: if the connection broke, it is tried again for some seconds. */
  queryAgain: Query
  /** Runs the work in one transaction. */
  transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>
  /** A connection of its own; the caller ends it. */
  connect: () => Promise<Client>
  notifications: Notifications
  close: () => Promise<void>
}

/**
 * Connects, and brings the tables up to date. Waits some seconds for a server that is starting.
 * @throws AppError `store-…`
 */
export async function openDatabase(url: string, { patienceMs = START_PATIENCE_MS } = {}): Promise<Database> {
  const place = placeOf(url)
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'send-answers',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    query_timeout: STATEMENT_MS + CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
  }
  const openPool = (more: ClientConfig, max: number) => {
    const pool = new Pool({ ...config, ...more, max })
    // Of connections that wait in the pool: the next statement gets another one.
    pool.on('error', () => {})
    return pool
  }
  const pool = openPool({}, CONNECTIONS)
  const asOurs = <T>(work: () => Promise<T>) => asStoreError(place, work)
  const using = async <T>(
    work: (query: Query, client: PoolClient) => Promise<T>,
    // Nothing was asked yet, so that it can be tried again, whatever is to be asked.
    acquire = () => patiently(PATIENCE_MS, () => pool.connect()),
  ): Promise<T> => {
    const client = await acquire()
    let broken = false
    const onError = () => {
      broken = true
    }
    client.on('error', onError)
    try {
      return await work(queryOf(client), client)
    } catch (error) {
      broken ||= isLost(error)
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }
  const query: Query = (text, values) => asOurs(() => using((query) => query(text, values)))
  const connect = () =>
    asOurs(async () => {
      const client = new Client(config)
      // Who holds it waits for its end.
      client.on('error', () => {})
      await client.connect()
      // If this machine vanishes, the server notices within a minute, and gives its locks to others.
      await client.query('SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3')
      return client
    })

  try {
    await asOurs(() =>
      patiently(patienceMs, () =>
        migrate(pool, place, () => openPool({ statement_timeout: 0, query_timeout: 0 } as ClientConfig, 2)),
      ),
    )
  } catch (error) {
    await pool.end()
    throw error
  }
  const notifications = createNotifications(connect)
  let closed: Promise<void> | undefined
  return {
    place,
    query,
    queryAgain: (text, values) =>
      asOurs(() =>
        patiently(PATIENCE_MS, () =>
          using(
            (query) => query(text, values),
            () => pool.connect(),
          ),
        ),
      ),
    transaction: (work) =>
      asOurs(() =>
        using(async (query, client) => {
          await query('BEGIN')
          try {
            const result = await work(query)
            await query('COMMIT')
            return result
          } catch (error) {
            // Fails on a broken connection, whose transaction the server undoes.
            await client.query('ROLLBACK').catch(() => {})
            throw error
          }
        }),
      ),
    connect,
    notifications,
    close() {
      closed ??= notifications.stop().then(() => pool.end())
      return closed
    },
  }
}

/** Tries again for so long while no connection is made. */
async function patiently<T>(forMs: number, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + forMs
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, MAX_WAIT_MS)) {
    try {
      return await work()
    } catch (error) {
      if (!isLost(error) || performance.now() + waitMs > until) throw error
      await delay(waitMs)
    }
  }
}

function queryOf(client: PoolClient): Query {
  return async (text, values = []) => {
    const { rows, rowCount } = await client.query(text, values.map(toParameter))
    return { rows, count: rowCount ?? 0 }
  }
}

/** Text can't contain a NUL in Postgres. pg takes bytes as a Buffer. */
function toParameter(value: Value | readonly Value[]): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u{FFFD}') : value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return Array.isArray(value) ? value.map(toParameter) : value
}

/** Without user and password. */
function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1)) || '(of the user’s name)'} at ${host || (searchParams.get('host') ?? 'this machine')}`
}

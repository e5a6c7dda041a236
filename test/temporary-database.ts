import { onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../src/storage/postgres/database.ts'
import { POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from './postgres-server.ts'

export const HAS_POSTGRES = POSTGRES_PROGRAMS !== undefined
// Where nothing may be skipped, as in CI.
if (!HAS_POSTGRES && process.env.POSTGRES === 'required') throw new Error('Postgres is not installed')
if (!HAS_POSTGRES)
  process.stderr.write('Postgres is not installed (apt-get install postgresql): its tests are skipped.\n')

/** One for all tests of this process; it ends with the process. */
let shared: Promise<PostgresServer> | undefined

/** The address of an empty database, which is dropped when the test ends. */
export async function temporaryDatabase(): Promise<string> {
  shared ??= startPostgres()
  const server = await shared
  const url = await server.createDatabase()
  onTestFinished(() => server.dropDatabase(url))
  return url
}

/** An open database with empty tables, which is closed and dropped when the test ends. */
export async function openTemporaryDatabase(url?: string): Promise<Database> {
  const database = await openDatabase(url ?? (await temporaryDatabase()))
  onTestFinished(database.close)
  return database
}

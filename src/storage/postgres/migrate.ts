import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Pool } from 'pg'
import { MIGRATIONS } from './migrations.ts'
import { storeError } from './postgres-error.ts'

const TABLE = 'migration'
const UNDEFINED_TABLE = '42P01'

/**
 * Brings the tables up to date. Of several processes that do so at once, the others wait for the first. `openPool` gives
 * connections whose statements may take as long as they need.
 * @throws AppError `store-newer` if this program is too old for the database; errors of pg
 */
export async function migrate(pool: Pool, place: string, openPool: () => Pool): Promise<void> {
  if (await isCurrent(pool, place)) return
  const patient = openPool()
  try {
    const migrator = new Migrator({
      db: new Kysely({ dialect: new PostgresDialect({ pool: patient as PostgresPool }) }),
      migrationTableName: TABLE,
      migrationLockTableName: `${TABLE}_lock`,
      provider: {
        getMigrations: async () =>
          Object.fromEntries(
            Object.entries(MIGRATIONS).map(([name, text]) => [
              name,
              { up: async (db: Kysely<unknown>) => void (await sql.raw(text).execute(db)) },
            ]),
          ),
      },
    })
    const { error } = await migrator.migrateToLatest()
    // A newer version may have been quicker.
    if (error !== undefined && !(await isCurrent(pool, place))) throw error
  } finally {
    await patient.end()
  }
}

async function isCurrent(pool: Pool, place: string): Promise<boolean> {
  const done = await pool.query<{ name: string }>(`SELECT name FROM ${TABLE}`).catch((error) => {
    if (error.code === UNDEFINED_TABLE) return { rows: [] }
    throw error
  })
  const names = new Set(done.rows.map(({ name }) => name))
  if ([...names].some((name) => !(name in MIGRATIONS))) throw storeError('store-newer', place)
  return Object.keys(MIGRATIONS).every((name) => names.has(name))
}

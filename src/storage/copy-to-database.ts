import { AppError } from '../app-error.ts'
import { readFileVerdicts } from './file-verdicts.ts'
import { LOCKS, OURS } from './postgres/alone.ts'
import { type Database, openDatabase, type Query, type Value } from './postgres/database.ts'
import { nameOf } from './postgres/notifications.ts'
import { idOf } from './postgres/postgres-state.ts'
import { openSqliteRows, type SqliteRows } from './sqlite/sqlite-rows.ts'
import { createSyncLock } from './sqlite/sync-lock.ts'

/** Rows that are sent at a time: some MB at most. */
const BATCH = 250

type Row = Record<string, unknown>

interface CopiedTable {
  /** What people call its rows. */
  title: string
  table: string
  /** Its columns, with their types. */
  columns: Readonly<Record<string, string>>
  rows: (source: { sqlite: SqliteRows; feedback: Awaited<ReturnType<typeof readFileVerdicts>> }) => Iterable<Row>
}

const TABLES: readonly CopiedTable[] = [
  {
    title: 'fetched records',
    table: 'fetched',
    columns: { id: 'bigint', question_group: 'text', json: 'text', fingerprint: 'text' },
    rows: ({ sqlite }) => sqlite.rows('fetched', 'id'),
  },
  {
    title: 'answers, those that went included',
    table: 'answer',
    columns: { key: 'text', question_group: 'text', answered: 'text', revision: 'bigint', json: 'text' },
    rows: ({ sqlite }) => sqlite.rows('answer', 'revision'),
  },
  {
    title: 'vectors',
    table: 'vector',
    columns: { model: 'text', key: 'text', numbers: 'bytea' },
    rows: ({ sqlite }) => sqlite.rows('vector', 'model, key'),
  },
  {
    title: 'syncs',
    table: 'run',
    columns: { id: 'bigint', began: 'text', ended: 'text', covered_until: 'text', error: 'text' },
    rows: ({ sqlite }) => sqlite.rows('run', 'id'),
  },
  {
    title: 'steps of an interrupted sync',
    table: 'step',
    columns: { name: 'text', next: 'bigint', newest: 'text', at: 'text' },
    rows: ({ sqlite }) => sqlite.rows('step', 'name'),
  },
  {
    title: 'searches with the days they cover',
    table: 'coverage',
    columns: { search: 'text', covered_from: 'text', covered_until: 'text' },
    rows: ({ sqlite }) => sqlite.rows('coverage', 'search'),
  },
  {
    title: 'versions of what made the answers',
    table: 'derived',
    columns: { one: 'integer', by: 'text' },
    rows: ({ sqlite }) => mapped(sqlite.rows('derived', 'only'), ({ by }) => ({ one: 1, by })),
  },
  {
    title: 'entries of workspaces and people',
    table: 'entry',
    columns: {
      kind: 'text',
      team: 'text',
      id: 'text',
      key: 'text',
      person: 'text',
      value: 'text',
      set_at: 'bigint',
      expires_at: 'bigint',
    },
    rows: ({ sqlite }) =>
      mapped(sqlite.rows('entry', 'set_at, rowid'), ({ user, ...entry }) => {
        return { ...entry, id: idOf(String(entry.key)), person: user }
      }),
  },
  {
    title: 'verdicts on replies',
    table: 'verdict',
    columns: {
      id: 'text',
      team: 'text',
      time: 'text',
      helpful: 'boolean',
      reason: 'text',
      answer: 'text',
      passage: 'integer',
      terms: 'text',
      question: 'text',
    },
    rows: ({ feedback }) => feedback.verdicts.map((verdict) => ({ ...verdict, team: verdict.team ?? '' })),
  },
  {
    title: 'salts',
    table: 'salt',
    columns: { one: 'integer', salt: 'text' },
    rows: ({ feedback: { salt } }) => (salt === undefined ? [] : [{ one: 1, salt }]),
  },
]

/** How many rows of a table were copied. */
export interface Copied {
  title: string
  rows: number
}

/**
 * Copies all that a folder holds into an empty database, in one transaction: all of it or nothing. Rows are read and sent
 * a few at a time. While it runs, nothing can sync on either side. `onTable` is told of each table that is done.
 * @throws AppError `store-not-empty`, `sync-under-way`, `store-…`
 */
export async function copyToDatabase(
  dataDir: string,
  databaseUrl: string,
  onTable: (copied: Copied) => void = () => {},
): Promise<Copied[]> {
  const database = await openDatabase(databaseUrl)
  try {
    const done = await createSyncLock(dataDir)(async () => {
      const feedback = await readFileVerdicts(dataDir)
      const sqlite = openSqliteRows(dataDir)
      try {
        return await database.transaction(async (query) => {
          await refuseUnlessEmpty(query, database)
          const copied: Copied[] = []
          for (const table of TABLES) {
            copied.push(await copyTable(query, table, table.rows({ sqlite, feedback })))
            onTable(copied.at(-1) as Copied)
          }
          await query(`SELECT setval(pg_get_serial_sequence('run', 'id'), max(id)) FROM run HAVING count(*) > 0`)
          await query('SELECT pg_notify($1, $2)', [nameOf('answers'), ''])
          return copied
        })
      } finally {
        sqlite.close()
      }
    })
    if (!done) throw underWay()
    return done.result
  } finally {
    await database.close()
  }
}

async function refuseUnlessEmpty(query: Query, { place }: Database): Promise<void> {
  const { rows } = await query('SELECT pg_try_advisory_xact_lock($1, $2) AS ours', [OURS, LOCKS.sync])
  if (rows[0]?.ours !== true) throw underWay()
  await query('SELECT pg_advisory_xact_lock($1, $2)', [OURS, LOCKS.save])
  for (const { table, title } of TABLES) {
    if ((await query(`SELECT 1 FROM ${table} LIMIT 1`)).count === 0) continue
    throw new AppError('store-not-empty', `The database ${place} is not empty, it has ${title}:`, {
      advice: 'nothing was copied. Give an empty database in DATABASE_URL, and start no bot with it before.',
    })
  }
}

const underWay = () =>
  new AppError('sync-under-way', 'A sync is under way, in DATA_DIR or in the database:', {
    advice: 'stop the bot, or wait until the sync ends.',
  })

async function copyTable(query: Query, { title, table, columns }: CopiedTable, rows: Iterable<Row>): Promise<Copied> {
  const names = Object.keys(columns)
  const arrays = Object.values(columns).map((type, n) => `$${n + 1}::${type}[]`)
  const insert = `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`
  let read = 0
  const source = rows[Symbol.iterator]()
  for (let batch = take(source, BATCH); batch.length > 0; batch = take(source, BATCH)) {
    read += batch.length
    await query(
      insert,
      names.map((name) => batch.map((row) => (row[name] ?? null) as Value)),
    )
  }
  const stored = Number((await query(`SELECT count(*) AS rows FROM ${table}`)).rows[0]?.rows)
  if (stored !== read) throw new Error(`${read} ${title} were read, and ${stored} are stored: nothing was copied`)
  return { title, rows: stored }
}

function* mapped(rows: Iterable<Row>, map: (row: Row) => Row): Iterable<Row> {
  for (const row of rows) yield map(row)
}

/** The next items of an iterator, which goes on after them. */
function take<T>(source: Iterator<T>, count: number): T[] {
  const items: T[] = []
  while (items.length < count) {
    const next = source.next()
    if (next.done) break
    items.push(next.value)
  }
  return items
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Migrations, RECORD_MIGRATIONS, STATE_MIGRATIONS } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { asStoreError } from './sqlite-error.ts'

type Row = Record<string, unknown>

const FILES: readonly { file: string; migrations: Migrations }[] = [
  { file: 'answers.sqlite', migrations: RECORD_MIGRATIONS },
  { file: 'state.sqlite', migrations: STATE_MIGRATIONS },
]

/** The tables of a folder as they were at one moment, for a copy. Files that are missing have none. */
export interface SqliteRows {
  /** In the order of `order`; those that have been read need no memory. */
  rows: (table: string, order: string) => Iterable<Row>
  close: () => void
}

/** @throws AppError `store-…` if a file can't be used */
export function openSqliteRows(folder: string): SqliteRows {
  const opened = FILES.filter(({ file }) => existsSync(join(folder, file))).map(({ file, migrations }) => {
    const path = join(folder, file)
    const database = openDatabase(path, migrations)
    // Until it is closed, what others write isn't seen.
    asStoreError(path, () => database.exec('BEGIN'))
    const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    return { path, database, tables: new Set(names.map(({ name }) => String(name))) }
  })
  return {
    *rows(table, order) {
      const found = opened.find(({ tables }) => tables.has(table))
      if (!found) return
      const { path, database } = found
      const rows = asStoreError(path, () => database.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).iterate())
      for (;;) {
        const next = asStoreError(path, () => rows.next())
        if (next.done) return
        yield next.value as Row
      }
    },
    close() {
      for (const { database } of opened) database.close()
    },
  }
}

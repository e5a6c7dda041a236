import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Kind, State, StateEntry, StateName } from '../state.ts'
import { STATE_MIGRATIONS } from './migrations.ts'
import { BUSY_MS, openDatabase } from './open-database.ts'
import { asStoreError, isBusy, storeError } from './sqlite-error.ts'

/** How soon a write that waits for another process is tried again, without holding up the thread. */
const RETRY_MS = 20
/** How often what has expired is deleted; until then it is there for nobody. */
const SWEEP_MS = 60_000

const STATEMENTS = {
  get: 'SELECT value, user, set_at FROM entry WHERE kind = ? AND team = ? AND key = ? AND set_at > ?',
  set: `INSERT INTO entry (kind, team, key, user, value, set_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, team, key) DO UPDATE SET user = excluded.user, value = excluded.value, set_at = excluded.set_at,
      expires_at = excluded.expires_at`,
  remove: 'DELETE FROM entry WHERE kind = ? AND team = ? AND key = ?',
  sweep: 'DELETE FROM entry WHERE expires_at <= ?',
  emptyLog: 'PRAGMA wal_checkpoint(TRUNCATE)',
  bound: `DELETE FROM entry WHERE kind = ?1 AND rowid IN
    (SELECT rowid FROM entry WHERE kind = ?1 ORDER BY set_at DESC, rowid DESC LIMIT -1 OFFSET ?2)`,
  list: `SELECT team, key, user, value, set_at FROM entry WHERE kind = ?1 AND set_at > ?2 AND (?3 IS NULL OR team = ?3)
    AND (?4 IS NULL OR user = ?4) AND substr(key, 1, length(?5)) = ?5 ORDER BY team, key`,
  counts: `SELECT kind, count(*) AS entries FROM entry WHERE team = ?1 AND (?2 IS NULL OR user = ?2)
    GROUP BY kind ORDER BY kind`,
  eraseTeam: 'DELETE FROM entry WHERE team = ?',
  eraseUser: 'DELETE FROM entry WHERE team = ? AND user = ?',
}

interface SqliteStateOptions {
  /** Milliseconds since 1970; the system's clock by default. */
  now?: () => number
  sweepMs?: number
}

const fileIn = (folder: string) => join(folder, 'state.sqlite')

/** Whether the folder has a state, so that reading it need not create one. */
export function hasSqliteState(folder: string): boolean {
  return existsSync(fileIn(folder))
}

/**
 * Opens or creates the state of a folder, which outlasts the process.
 * @throws AppError `store-…` if the file can't be used
 */
export function createSqliteState(
  folder: string,
  { now = Date.now, sweepMs = SWEEP_MS }: SqliteStateOptions = {},
): State {
  const path = fileIn(folder)
  const database = openDatabase(path, STATE_MIGRATIONS)
  // What is deleted is overwritten, so that it can't be read in the file. What waits for another process does so here.
  asStoreError(path, () => database.exec('PRAGMA secure_delete = ON; PRAGMA busy_timeout = 0'))
  const sql = asStoreError(path, () => {
    const prepared = Object.entries(STATEMENTS).map(([name, text]) => [name, database.prepare(text)])
    return Object.fromEntries(prepared) as Record<keyof typeof STATEMENTS, ReturnType<typeof database.prepare>>
  })

  /** Entries that were set at this time or before have expired. */
  const expired = ({ forMs }: Kind) => (forMs === undefined ? -1 : now() - forMs)
  const parse = (value: unknown): unknown => {
    try {
      return JSON.parse(String(value))
    } catch {
      // The error of JSON quotes the text, in which may be what somebody asked.
      throw storeError('store-damaged', path)
    }
  }
  const find = ({ kind, team, key }: StateName) => sql.get.get(kind.name, team, key, expired(kind))
  const put = ({ kind, team, key }: StateName, value: unknown, user: string | null) => {
    const expires = kind.forMs === undefined ? null : now() + kind.forMs
    sql.set.run(kind.name, team, key, user, JSON.stringify(value), now(), expires)
    if (kind.max !== undefined) sql.bound.run(kind.name, kind.max)
  }
  /** While another process writes, it waits without holding up this thread. */
  const patiently = async <T>(work: () => T): Promise<T> => {
    for (const until = performance.now() + BUSY_MS; ; await delay(RETRY_MS)) {
      try {
        return asStoreError(path, work)
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error
      }
    }
  }
  const read = patiently
  const write = <T>(work: () => T): Promise<T> =>
    patiently(() => {
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        database.exec('COMMIT')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
  /** What was deleted is in the log of writes, too, until that is emptied. */
  const emptyLog = async (): Promise<void> => {
    for (const until = performance.now() + BUSY_MS; performance.now() < until; await delay(RETRY_MS))
      if (sql.emptyLog.get()?.busy === 0) return
  }
  const sweep = async () => {
    await write(() => sql.sweep.run(now()))
    await emptyLog()
  }

  // If another process reads for long, the next time does it, or the end of the last process.
  const sweeping = setInterval(() => void sweep().catch(() => {}), sweepMs).unref()
  return {
    get: (name) =>
      read(() => {
        const row = find(name)
        return row && parse(row.value)
      }),
    set: (name, value, { user } = {}) => write(() => put(name, value, user ?? null)),
    update: (name, change, { user } = {}) =>
      write(() => {
        const before = find(name)
        const value = change(before && parse(before.value))
        if (value === undefined) sql.remove.run(name.kind.name, name.team, name.key)
        else put(name, value, user ?? (before?.user as string | null | undefined) ?? null)
        return value
      }),
    claim: (name, value = true, { user } = {}) =>
      write(() => {
        if (find(name)) return false
        put(name, value, user ?? null)
        return true
      }),
    delete: ({ kind, team, key }) => write(() => void sql.remove.run(kind.name, team, key)),
    list: (kind, { team, user, prefix = '' } = {}) =>
      read(() =>
        sql.list.all(kind.name, expired(kind), team ?? null, user ?? null, prefix).map((row): StateEntry => {
          const { team, key, user, value, set_at: setAt } = row
          const whose = { team: String(team), key: String(key), user: text(user) }
          return { kind, ...whose, value: parse(value), ageMs: now() - Number(setAt) }
        }),
      ),
    async erase(team, user) {
      const erase = () => (user === undefined ? sql.eraseTeam.run(team) : sql.eraseUser.run(team, user))
      const { changes } = await write(erase)
      await emptyLog().catch(() => {})
      return Number(changes)
    },
    counts: (team, user) =>
      read(() => {
        const rows = sql.counts.all(team, user ?? null)
        return Object.fromEntries(rows.map(({ kind, entries }) => [String(kind), Number(entries)]))
      }),
    async close() {
      clearInterval(sweeping)
      database.close()
    },
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

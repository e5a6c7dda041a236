import { hash } from 'node:crypto'
import type { Kind, State, StateEntry, StateName } from '../state.ts'
import type { Database, Query, Row } from './database.ts'
import { storeError } from './postgres-error.ts'

/** How often what has expired is deleted; until then it is there for nobody. */
const SWEEP_MS = 60_000
/** A longer key doesn't fit an index, so its hash names the entry. */
const MAX_KEY = 200
/** At most so many entries are being set by all processes at a moment, which a count doesn't see yet. */
const UNCOMMITTED = 50
/** Where there are too many, so much more than that goes, so that not each write has to count and delete. */
const ROOM = 0.02

interface PostgresStateOptions {
  /** Milliseconds since 1970, for tests; the clock of the database by default, which all processes share. */
  now?: () => number
  sweepMs?: number
}

/** $1 is the time of a test, or null. */
const NOW = 'coalesce($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)'
/** $2 is how long the kind keeps an entry, or null. */
const IS_CURRENT = `($2::bigint IS NULL OR entry.set_at > ${NOW} - $2::bigint)`
const INSERT = `INSERT INTO entry (kind, team, id, key, person, value, set_at, expires_at)
  VALUES ($3, $4, $5, $6, $7, $8, ${NOW}, ${NOW} + $2::bigint)`
const REPLACE = `person = excluded.person, value = excluded.value, set_at = excluded.set_at,
  expires_at = excluded.expires_at, turn = nextval(pg_get_serial_sequence('entry', 'turn'))`

const SQL = {
  get: `SELECT value, person, turn FROM entry WHERE kind = $3 AND team = $4 AND id = $5 AND ${IS_CURRENT}`,
  set: `${INSERT} ON CONFLICT (kind, team, id) DO UPDATE SET ${REPLACE} RETURNING turn`,
  claim: `${INSERT} ON CONFLICT (kind, team, id) DO UPDATE SET ${REPLACE} WHERE NOT ${IS_CURRENT} RETURNING turn`,
  /** Only if nobody has set it since that turn. */
  replace: `UPDATE entry SET person = $6, value = $7, set_at = ${NOW}, expires_at = ${NOW} + $2::bigint,
    turn = nextval(pg_get_serial_sequence('entry', 'turn'))
    WHERE kind = $3 AND team = $4 AND id = $5 AND turn = $8 RETURNING turn`,
  remove: 'DELETE FROM entry WHERE kind = $1 AND team = $2 AND id = $3 AND ($4::bigint IS NULL OR turn = $4)',
  /** Deletes all but the $2 that were set last. A row that is set meanwhile has a later turn, and stays. */
  bound: withoutWaiting(`kind = $1 AND turn <=
    (SELECT turn FROM entry WHERE kind = $1 ORDER BY turn DESC OFFSET $2 LIMIT 1)`),
  count: 'SELECT count(*) AS entries FROM entry WHERE kind = $1',
  list: `SELECT team, key, person, value, ${NOW} - set_at AS age FROM entry WHERE kind = $3 AND ${IS_CURRENT} AND ($4::text IS NULL OR team = $4)
    AND ($5::text IS NULL OR person = $5) AND starts_with(key, $6) ORDER BY team, key`,
  counts: `SELECT kind, count(*) AS entries FROM entry WHERE team = $1 AND ($2::text IS NULL OR person = $2)
    GROUP BY kind ORDER BY kind`,
  erase: 'DELETE FROM entry WHERE team = $1 AND ($2::text IS NULL OR person = $2)',
  sweep: withoutWaiting(`expires_at <= ${NOW}`),
}

/**
 * Deletes rows but for those that another process is about to change or delete: two that wait for each other's rows would
 * be a deadlock, and an erasure would hold up every write.
 */
function withoutWaiting(where: string): string {
  return `DELETE FROM entry WHERE (kind, team, id) IN
    (SELECT kind, team, id FROM entry WHERE ${where} FOR UPDATE SKIP LOCKED)`
}

/** The state of a database, which all replicas share. Closing it leaves the database open. */
export function createPostgresState(database: Database, { now, sweepMs = SWEEP_MS }: PostgresStateOptions = {}): State {
  const { query, queryAgain, transaction, place } = database
  /**
   * For each kind with a bound, how many entries it had at a turn. Each set of any process takes a turn, so that at a later
   * turn there are at most as many more as turns were taken: counting is needed only when that could be too many.
   */
  const counted = new Map<string, { entries: number; turn: number }>()

  const time = () => now?.() ?? null
  const clock = ({ forMs }: Kind) => [time(), forMs ?? null]
  const nameOf = ({ kind, team, key }: StateName) => [kind.name, team, idOf(key)]
  const parse = (value: unknown): unknown => {
    try {
      return JSON.parse(String(value))
    } catch {
      // The error of JSON quotes the text, in which may be what somebody asked.
      throw storeError('store-damaged', place)
    }
  }
  const json = (value: unknown) => JSON.stringify(value) ?? 'null'
  /** After an entry was set, and that is committed: of several at once, the last sees all. */
  const keepBound = async ({ name, max }: Kind, row: Row | undefined) => {
    if (max === undefined || !row) return
    const before = counted.get(name)
    const turn = Number(row.turn)
    if (before && before.entries + Math.abs(turn - before.turn) + UNCOMMITTED <= max) return
    let entries = Number((await queryAgain(SQL.count, [name])).rows[0]?.entries)
    if (entries > max) {
      entries = max - Math.floor(max * ROOM)
      await queryAgain(SQL.bound, [name, entries])
    }
    counted.set(name, { entries, turn })
  }
  const valuesOf = (name: StateName, value: unknown, user: string | undefined) => {
    return [...clock(name.kind), ...nameOf(name), name.key, user ?? null, json(value)]
  }

  const sweeping = setInterval(() => void query(SQL.sweep, [time()]).catch(() => {}), sweepMs).unref()
  return {
    async get(name) {
      const [row] = (await queryAgain(SQL.get, [...clock(name.kind), ...nameOf(name)])).rows
      return row && parse(row.value)
    },
    async set(name, value, { user } = {}) {
      const { rows } = await queryAgain(SQL.set, valuesOf(name, value, user))
      await keepBound(name.kind, rows[0])
    },
    async update(name, change, { user } = {}) {
      const attempt = async (query: Query, select: string) => {
        const { rows } = await query(select, [...clock(name.kind), ...nameOf(name)])
        const [before] = rows
        const value = change(before && parse(before.value))
        const person = user ?? (before?.person as string | null | undefined) ?? undefined
        if (value === undefined) {
          const removed = before && (await query(SQL.remove, [...nameOf(name), String(before.turn)]))
          return { done: removed?.count !== 0, value, row: undefined }
        }
        const set = before
          ? await query(SQL.replace, [
              ...clock(name.kind),
              ...nameOf(name),
              person ?? null,
              json(value),
              String(before.turn),
            ])
          : await query(SQL.claim, valuesOf(name, value, person))
        return { done: set.count > 0, value, row: set.rows[0] }
      }
      // If another process is quicker, the next attempt locks the entry.
      for (
        let work = () => attempt(query, SQL.get);
        ;
        work = () => transaction((query) => attempt(query, `${SQL.get} FOR UPDATE`))
      ) {
        const { done, value, row } = await work()
        if (!done) continue
        await keepBound(name.kind, row)
        return value
      }
    },
    async claim(name, value = true, { user } = {}) {
      const { rows } = await query(SQL.claim, valuesOf(name, value, user))
      await keepBound(name.kind, rows[0])
      return rows.length > 0
    },
    delete: async (name) => void (await queryAgain(SQL.remove, [...nameOf(name), null])),
    async list(kind, { team, user, prefix = '' } = {}) {
      const { rows } = await queryAgain(SQL.list, [...clock(kind), kind.name, team ?? null, user ?? null, prefix])
      return rows.map(({ team, key, person, value, age }): StateEntry => {
        const user = person === null ? undefined : String(person)
        return { kind, team: String(team), key: String(key), user, value: parse(value), ageMs: Number(age) }
      })
    },
    async counts(team, user) {
      const { rows } = await queryAgain(SQL.counts, [team, user ?? null])
      return Object.fromEntries(rows.map(({ kind, entries }) => [String(kind), Number(entries)]))
    },
    erase: async (team, user) => (await query(SQL.erase, [team, user ?? null])).count,
    close: async () => clearInterval(sweeping),
  }
}

/** What names an entry in an index. */
export const idOf = (key: string) => (key.length <= MAX_KEY ? key : `sha256 ${hash('sha256', key)}`)

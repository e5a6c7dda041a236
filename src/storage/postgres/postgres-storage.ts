import { parseAnswer } from '../../record/parse-answer.ts'
import { changesInRows } from '../changes-in-rows.ts'
import type { FetchedRecord, Storage, SyncPage } from '../storage.ts'
import { createAlone, LOCKS, OURS } from './alone.ts'
import type { Database, Query, Row } from './database.ts'
import { nameOf } from './notifications.ts'
import { storeError } from './postgres-error.ts'

/** The storage of a database. Closing it closes the database. */
export function createPostgresStorage(database: Database): Storage {
  const { query, queryAgain, transaction, place } = database
  /** The run that this process began; undefined if it began none. */
  let ourRun: number | undefined

  const toRecord = ({ id, question_group, json }: Row): FetchedRecord => {
    try {
      return { id: Number(id), group: text(question_group), raw: JSON.parse(String(json)) }
    } catch (error) {
      throw storeError('store-damaged', place, error)
    }
  }
  /** Ends a run that hasn't ended: that of this process, or any if this process began none. */
  const endRun = (query: Query, now: string, coveredUntil: string | null, error: string | null, run = ourRun) =>
    query(
      `UPDATE run SET ended = $1, covered_until = $2, error = $3
       WHERE ended IS NULL AND ($4::bigint IS NULL OR id = $4)`,
      [now, coveredUntil, error, run ?? null],
    )

  return {
    records: {
      async fingerprints(ids) {
        const { rows } = await queryAgain(
          'SELECT id, fingerprint FROM fetched WHERE fingerprint IS NOT NULL AND id = ANY($1)',
          [ids],
        )
        return new Map(rows.map(({ id, fingerprint }) => [Number(id), String(fingerprint)]))
      },
      async groups(ids) {
        const { rows } = await queryAgain(
          'SELECT id, question_group FROM fetched WHERE question_group IS NOT NULL AND id = ANY($1)',
          [ids],
        )
        return new Map(rows.map(({ id, question_group }) => [Number(id), String(question_group)]))
      },
      async ofGroups(groups) {
        const { rows } = await queryAgain(
          'SELECT id, question_group, json FROM fetched WHERE question_group = ANY($1) ORDER BY id',
          [groups],
        )
        return rows.map(toRecord)
      },
      async after(id, limit) {
        const { rows } = await queryAgain(
          `SELECT id, question_group, json FROM fetched
           WHERE question_group IS NOT NULL AND id > $1 ORDER BY id LIMIT $2`,
          [id, limit],
        )
        return rows.map(toRecord)
      },
    },
    answers: {
      async changesSince(since, limit) {
        const { rows } = await queryAgain(
          'SELECT key, revision, json FROM answer WHERE revision > $1 ORDER BY revision LIMIT $2',
          [since, limit],
        )
        return changesInRows(rows, since)
      },
      async ofGroups(groups) {
        const { rows } = await queryAgain(
          'SELECT key, question_group, json FROM answer WHERE json IS NOT NULL AND question_group = ANY($1)',
          [groups],
        )
        return rows.map(({ key, question_group, json }) => {
          const parsed = parseAnswer(String(json))
          const answer = 'answer' in parsed ? parsed.answer : undefined
          return { key: String(key), group: String(question_group), answer }
        })
      },
      async span() {
        const { rows } = await queryAgain(
          'SELECT count(*) AS answers, min(answered) AS oldest, max(answered) AS newest FROM answer WHERE json IS NOT NULL',
        )
        const { answers, oldest, newest } = rows[0] ?? {}
        return { answers: Number(answers), oldest: text(oldest), newest: text(newest) }
      },
      watch: (onSaved) =>
        database.notifications.listen({ channel: 'answers', onMessage: onSaved, onListening: onSaved }),
    },
    runs: {
      alone: createAlone(database, 'sync'),
      begin: (now) =>
        transaction(async (query) => {
          await query('UPDATE run SET ended = $1, error = $2 WHERE ended IS NULL', [now, 'it was interrupted'])
          const { rows } = await query('INSERT INTO run (began) VALUES ($1) RETURNING id', [now])
          ourRun = Number(rows[0]?.id)
        }),
      finish: (now, { coveredUntil, searches }) =>
        transaction(async (query) => {
          await endRun(query, now, coveredUntil ?? null, null)
          for (const { search, from, until } of searches)
            await query(
              `INSERT INTO coverage (search, covered_from, covered_until) VALUES ($1, $2, $3) ON CONFLICT (search)
               DO UPDATE SET covered_from = excluded.covered_from, covered_until = excluded.covered_until`,
              [search, from, until],
            )
          await query('DELETE FROM step')
        }),
      fail: async (now, message) => void (await endRun(query, now, null, message)),
      async steps(since) {
        const { rows } = await queryAgain('SELECT name, next, newest FROM step WHERE at >= $1', [since])
        const steps = rows.map(({ name, next, newest }) => {
          return { step: String(name), next: next === null ? undefined : Number(next), newest: text(newest) }
        })
        return new Map(steps.map((one) => [one.step, one]))
      },
      async coverage() {
        const { rows } = await queryAgain('SELECT search, covered_from, covered_until FROM coverage')
        return rows.map(({ search, covered_from, covered_until }) => {
          return { search: String(search), from: String(covered_from), until: String(covered_until) }
        })
      },
      derivedBy: async () => text((await queryAgain('SELECT by FROM derived')).rows[0]?.by),
      async status() {
        const ended = 'SELECT ended, covered_until, error FROM run WHERE ended IS NOT NULL'
        const [good, last] = await Promise.all([
          queryAgain(`${ended} AND error IS NULL ORDER BY id DESC LIMIT 1`),
          queryAgain(`${ended} ORDER BY id DESC LIMIT 1`),
        ])
        const { error, ended: at } = last.rows[0] ?? {}
        return {
          lastGood: text(good.rows[0]?.ended),
          coveredUntil: text(good.rows[0]?.covered_until),
          lastError: error ? { at: String(at), message: String(error) } : undefined,
        }
      },
    },
    vectors: {
      alone: createAlone(database, 'vectors'),
      async get(model, keys) {
        const { rows } = await queryAgain('SELECT key, numbers FROM vector WHERE model = $1 AND key = ANY($2)', [
          model,
          keys,
        ])
        // Converts each byte to a signed one, in memory of its own.
        return new Map(rows.map(({ key, numbers }) => [String(key), Int8Array.from(numbers as Uint8Array)]))
      },
      async put(model, vectors) {
        // Always in the same order, so that two processes can't wait for each other.
        const keys = [...vectors.keys()].sort()
        const numbers = keys.map((key) => bytesOf(vectors.get(key) as Int8Array))
        await queryAgain(
          `INSERT INTO vector (model, key, numbers) SELECT $1, * FROM unnest($2::text[], $3::bytea[])
           ON CONFLICT (model, key) DO UPDATE SET numbers = excluded.numbers`,
          [model, keys, numbers],
        )
      },
      retainModel: async (model) => void (await queryAgain('DELETE FROM vector WHERE model <> $1', [model])),
    },
    save: async (page) => transaction(savingOf(page)),
    close: database.close,
  }
}

/** Makes the JSON first, so that what has none begins no transaction. */
function savingOf({ records, answers, progress, derivedBy }: SyncPage): (query: Query) => Promise<void> {
  // Of a record that is there twice, the last one counts.
  const fetched = new Map<number, (string | null)[]>()
  for (const { id, group, raw, fingerprint } of records) {
    const json = raw === undefined ? null : JSON.stringify(raw)
    fetched.set(id, [group ?? null, json, fingerprint ?? fetched.get(id)?.[2] ?? null])
  }
  const rows = [...fetched.entries()].sort(([a], [b]) => a - b)
  const changes = answers.map(({ key, group, answer }) => {
    return [key, group, answer?.answered ?? '', answer ? JSON.stringify(answer) : null]
  })
  const column = (table: readonly (readonly (string | null)[])[], n: number) => table.map((row) => row[n] ?? null)
  return async (query) => {
    // One save at a time, until it is committed: else a reader could see a revision before a lower one.
    await query('SELECT pg_advisory_xact_lock($1, $2)', [OURS, LOCKS.save])
    const values = rows.map(([, value]) => value)
    if (rows.length > 0)
      await query(
        `INSERT INTO fetched (id, question_group, json, fingerprint)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
         ON CONFLICT (id) DO UPDATE SET question_group = excluded.question_group, json = excluded.json,
           fingerprint = coalesce(excluded.fingerprint, fetched.fingerprint)`,
        [rows.map(([id]) => id), column(values, 0), column(values, 1), column(values, 2)],
      )
    if (changes.length > 0) {
      await query(
        `INSERT INTO answer (key, question_group, answered, json, revision)
         SELECT key, question_group, answered, json, last.revision + nth
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
             AS change (key, question_group, answered, json, nth),
           (SELECT coalesce(max(revision), 0) AS revision FROM answer) AS last
         ON CONFLICT (key) DO UPDATE SET question_group = excluded.question_group, answered = excluded.answered,
           json = excluded.json, revision = excluded.revision`,
        [column(changes, 0), column(changes, 1), column(changes, 2), column(changes, 3)],
      )
      await query('SELECT pg_notify($1, $2)', [nameOf('answers'), ''])
    }
    if (progress)
      await query(
        `INSERT INTO step (name, next, newest, at)
         VALUES ($1, $2, $3, (SELECT coalesce(max(began), '') FROM run WHERE ended IS NULL))
         ON CONFLICT (name) DO UPDATE SET next = excluded.next, newest = excluded.newest, at = excluded.at`,
        [progress.step, progress.next ?? null, progress.newest ?? null],
      )
    if (derivedBy !== undefined)
      await query('INSERT INTO derived (one, by) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET by = excluded.by', [
        derivedBy,
      ])
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int8Array) => new Uint8Array(buffer, byteOffset, byteLength)

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value)
}

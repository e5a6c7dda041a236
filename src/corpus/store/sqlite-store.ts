import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { answerKey, WrittenAnswer } from '../answer.ts'
import { groupOf, makeAnswer } from '../parliament/make-answer.ts'
import { ParliamentRecord } from '../parliament/record.ts'
import type { AnswerStore, Change, Changed, Examined, Progress } from './answer-store.ts'
import { migrate } from './migrations.ts'
import { asStoreError, newerError } from './sqlite-error.ts'

/** How long a write waits for another process that writes. */
const BUSY_MS = 5000

/**
 * The store in a SQLite file, made where there is none.
 * @throws StoreError where the file can't be used, and from every method where it no longer can
 */
export function createSqliteStore(path: string): AnswerStore {
  const database = asStoreError(path, () => open(path))
  const sql = {
    fingerprint: database.prepare('SELECT fingerprint FROM examined WHERE id = ?'),
    setFingerprint: database.prepare('INSERT OR REPLACE INTO examined (id, fingerprint) VALUES (?, ?)'),
    groupOfRecord: database.prepare('SELECT question_group FROM record WHERE id = ?'),
    setRecord: database.prepare('INSERT OR REPLACE INTO record (id, question_group, json) VALUES (?, ?, ?)'),
    deleteRecord: database.prepare('DELETE FROM record WHERE id = ?'),
    recordsOfGroup: database.prepare('SELECT json FROM record WHERE question_group = ? ORDER BY id'),
    answersOfGroup: database.prepare('SELECT key, json FROM answer WHERE question_group = ? AND json IS NOT NULL'),
    setAnswer: database.prepare(
      'INSERT OR REPLACE INTO answer (key, question_group, answered, revision, json) VALUES (?, ?, ?, ?, ?)',
    ),
    revision: database.prepare('SELECT coalesce(max(revision), 0) AS revision FROM answer'),
    changes: database.prepare('SELECT key, revision, json FROM answer WHERE revision > ? ORDER BY revision LIMIT ?'),
    setStep: database.prepare('INSERT OR REPLACE INTO step (name, next, newest, at) VALUES (?, ?, ?, ?)'),
    steps: database.prepare('SELECT name, next, newest FROM step WHERE at >= ?'),
    clearSteps: database.prepare('DELETE FROM step'),
    beginRun: database.prepare('INSERT INTO run (began) VALUES (?)'),
    openRun: database.prepare('SELECT began FROM run WHERE ended IS NULL ORDER BY id DESC LIMIT 1'),
    endRun: database.prepare('UPDATE run SET ended = ?, covered_until = ?, error = ? WHERE ended IS NULL'),
    span: database.prepare(
      'SELECT count(*) AS answers, min(answered) AS oldest, max(answered) AS newest FROM answer WHERE json IS NOT NULL',
    ),
    lastGood: database.prepare(
      'SELECT ended, covered_until FROM run WHERE ended IS NOT NULL AND error IS NULL ORDER BY id DESC LIMIT 1',
    ),
    lastRun: database.prepare('SELECT ended, error FROM run WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1'),
  }

  const transaction = <T>(work: () => T): T =>
    asStoreError(path, () => {
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
  const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value))
  const revision = () => Number(sql.revision.get()?.revision)

  const recordsOf = (group: string) =>
    sql.recordsOfGroup.all(group).map(({ json }) => ParliamentRecord.parse(JSON.parse(String(json))))

  const writeRecord = ({ id, fingerprint, record }: Examined): string[] => {
    const before = text(sql.groupOfRecord.get(id)?.question_group)
    if (fingerprint !== undefined) sql.setFingerprint.run(id, fingerprint)
    if (!record) sql.deleteRecord.run(id)
    const group = record && (groupOf(record)[0] as string)
    if (record && group) sql.setRecord.run(id, group, JSON.stringify(record))
    return [before, group].filter((one) => one !== undefined)
  }

  const writeAnswer = (group: string): Changed => {
    const before = new Map(sql.answersOfGroup.all(group).map(({ key, json }) => [String(key), String(json)]))
    const [first, ...others] = recordsOf(group)
    const answer = first && makeAnswer([first, ...others])
    const key = answer && answerKey(answer)
    const json = answer && JSON.stringify(answer)
    if (answer && key && json && before.get(key) !== json)
      sql.setAnswer.run(key, group, answer.answered, revision() + 1, json)
    const gone = [...before.keys()].filter((old) => old !== key)
    for (const old of gone) sql.setAnswer.run(old, group, '', revision() + 1, null)

    const was = before.size > 0
    return {
      added: answer && !was ? 1 : 0,
      corrected: answer && was && before.get(key ?? '') !== json ? 1 : 0,
      dropped: !answer && was ? 1 : 0,
    }
  }

  return {
    fingerprint: (id) => asStoreError(path, () => text(sql.fingerprint.get(id)?.fingerprint)),
    recordsOfGroup: (group) => asStoreError(path, () => recordsOf(group)),
    savePage: (examined, { step, next, newest }) =>
      transaction(() => {
        const groups = new Set(examined.flatMap(writeRecord))
        sql.setStep.run(step, next ?? null, newest ?? null, text(sql.openRun.get()?.began) ?? '')
        return [...groups].map(writeAnswer).reduce(sum, { added: 0, corrected: 0, dropped: 0 })
      }),
    progress: (since) =>
      asStoreError(path, () => {
        const steps = sql.steps.all(since).map(({ name, next, newest }): [string, Progress] => {
          const step = String(name)
          return [step, { step, next: next === null ? undefined : Number(next), newest: text(newest) }]
        })
        return new Map(steps)
      }),
    beginRun: (now) =>
      transaction(() => {
        sql.endRun.run(now, null, 'it was broken off')
        sql.beginRun.run(now)
      }),
    finishRun: (now, coveredUntil) =>
      transaction(() => {
        sql.endRun.run(now, coveredUntil ?? null, null)
        sql.clearSteps.run()
      }),
    failRun: (now, message) => transaction(() => void sql.endRun.run(now, null, message)),
    revision: () => asStoreError(path, revision),
    changesSince: (since, limit) =>
      asStoreError(path, () => {
        const rows = sql.changes.all(since, limit)
        const changes = rows.map(({ key, json }): Change => {
          return { key: String(key), answer: json === null ? undefined : WrittenAnswer.parse(JSON.parse(String(json))) }
        })
        return { changes, revision: rows.length === 0 ? since : Number(rows.at(-1)?.revision) }
      }),
    status: () =>
      asStoreError(path, () => {
        const span = sql.span.get()
        const good = sql.lastGood.get()
        const last = sql.lastRun.get()
        return {
          answers: Number(span?.answers),
          oldest: text(span?.oldest),
          newest: text(span?.newest),
          lastGood: text(good?.ended),
          coveredUntil: text(good?.covered_until),
          lastError: last?.error ? { at: String(last.ended), message: String(last.error) } : undefined,
        }
      }),
    close: () => database.close(),
  }
}

function open(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: BUSY_MS })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  if (migrate(database)) {
    database.close()
    throw newerError(path)
  }
  return database
}

function sum(a: Changed, b: Changed): Changed {
  return { added: a.added + b.added, corrected: a.corrected + b.corrected, dropped: a.dropped + b.dropped }
}

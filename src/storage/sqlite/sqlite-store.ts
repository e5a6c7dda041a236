import type { z } from 'zod'
import { WrittenAnswer } from '../../record/answer.ts'
import { answerKey } from '../../record/identity.ts'
import { groupOf, makeAnswer } from '../../sources/parliament/make-answer.ts'
import { ParliamentRecord } from '../../sources/parliament/record.ts'
import type { AnswerStore, Change, Changed, Examined, Progress } from '../answer-store.ts'
import { openDatabase } from './open-database.ts'
import { asStoreError, damagedError } from './sqlite-error.ts'
import { prepareStatements } from './sqlite-statements.ts'

/**
 * The store in a SQLite file, made where there is none. One that can't be written can yet be read.
 * @throws StoreError where the file can't be used, and from every method where it no longer can
 */
export function createSqliteStore(path: string): AnswerStore {
  const database = openDatabase(path)
  const sql = asStoreError(path, () => prepareStatements(database))

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

  const stored = <T>(schema: z.ZodType<T>, json: unknown): T => {
    try {
      return schema.parse(JSON.parse(String(json)))
    } catch (error) {
      throw damagedError(path, error)
    }
  }

  const recordsOf = (group: string) => sql.recordsOfGroup.all(group).map(({ json }) => stored(ParliamentRecord, json))

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
          return { key: String(key), answer: json === null ? undefined : stored(WrittenAnswer, json) }
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

function sum(a: Changed, b: Changed): Changed {
  return { added: a.added + b.added, corrected: a.corrected + b.corrected, dropped: a.dropped + b.dropped }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseAnswer } from '../../record/parse-answer.ts'
import { changesInRows } from '../changes-in-rows.ts'
import type { Alone, Coverage, FetchedRecord, Storage } from '../storage.ts'
import { RECORD_MIGRATIONS } from './migrations.ts'
import { BUSY_MS, openDatabase } from './open-database.ts'
import { asStoreError, isBusy, storeError } from './sqlite-error.ts'
import { prepareStatements } from './statements.ts'
import { createLockInMemory, createSyncLock } from './sync-lock.ts'

/** How soon a write that waits without holding up its thread is tried again. */
const RETRY_MS = 20

const fileIn = (folder: string) => join(folder, 'answers.sqlite')

/** Whether the folder has a storage, so that reading it need not create one. */
export function hasSqliteStorage(folder: string): boolean {
  return existsSync(fileIn(folder))
}

/**
 * Opens or creates the storage of a folder; read-only if the file isn't writable.
 * @throws AppError `store-…` if the file can't be used
 */
export function createSqliteStorage(folder: string): Storage {
  return storageAt(fileIn(folder), createSyncLock(folder))
}

/** A storage that ends with the process: for tests, and where nothing is to be kept. */
export function createMemoryStorage(): Storage {
  return storageAt(':memory:', createLockInMemory())
}

function storageAt(path: string, alone: Alone): Storage {
  const database = openDatabase(path, RECORD_MIGRATIONS)
  const sql = asStoreError(path, () => prepareStatements(database))

  /** Makes a synchronous piece of work an asynchronous one whose errors are the storage's. */
  const run = async <T>(work: () => T): Promise<T> => asStoreError(path, work)
  const transaction = (work: () => void) =>
    run(() => {
      database.exec('BEGIN IMMEDIATE')
      try {
        work()
        database.exec('COMMIT')
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
  /** Like `transaction`, but while another process writes, it waits without holding up this thread. */
  const patientTransaction = async (work: () => void) => {
    for (const until = performance.now() + BUSY_MS; ; ) {
      database.exec('PRAGMA busy_timeout = 0')
      try {
        return await transaction(work)
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error
      } finally {
        database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
      }
      await delay(RETRY_MS)
    }
  }
  const toRecord = ({ id, question_group, json }: Row): FetchedRecord => {
    try {
      return { id: Number(id), group: text(question_group), raw: JSON.parse(String(json)) }
    } catch (error) {
      throw storeError('store-damaged', path, error)
    }
  }

  return {
    records: {
      fingerprints: (ids) =>
        run(() => new Map(sql.fingerprints.all(list(ids)).map((row) => [Number(row.id), String(row.fingerprint)]))),
      groups: (ids) =>
        run(() => new Map(sql.groups.all(list(ids)).map((row) => [Number(row.id), String(row.question_group)]))),
      ofGroups: (groups) => run(() => sql.recordsOfGroups.all(list(groups)).map(toRecord)),
      after: (id, limit) => run(() => sql.recordsAfter.all(id, limit).map(toRecord)),
    },
    answers: {
      changesSince: (since, limit) => run(() => changesInRows(sql.changes.all(since, limit), since)),
      ofGroups: (groups) =>
        run(() =>
          sql.answersOfGroups.all(list(groups)).map(({ key, question_group, json }) => {
            const parsed = parseAnswer(String(json))
            const answer = 'answer' in parsed ? parsed.answer : undefined
            return { key: String(key), group: String(question_group), answer }
          }),
        ),
      span: () =>
        run(() => {
          const { answers, oldest, newest } = sql.span.get() ?? {}
          return { answers: Number(answers), oldest: text(oldest), newest: text(newest) }
        }),
    },
    runs: {
      alone,
      begin: (now) =>
        transaction(() => {
          sql.endRun.run(now, null, 'it was interrupted')
          sql.beginRun.run(now)
        }),
      finish: (now, { coveredUntil, searches }) =>
        transaction(() => {
          sql.endRun.run(now, coveredUntil ?? null, null)
          for (const { search, from, until } of searches) sql.setCoverage.run(search, from, until)
          sql.clearSteps.run()
        }),
      fail: (now, message) => transaction(() => sql.endRun.run(now, null, message)),
      steps: (since) =>
        run(() => {
          const steps = sql.steps.all(since).map(({ name, next, newest }) => {
            return { step: String(name), next: next === null ? undefined : Number(next), newest: text(newest) }
          })
          return new Map(steps.map((one) => [one.step, one]))
        }),
      coverage: () => run(() => sql.coverage.all().map((row) => ({ ...row }) as unknown as Coverage)),
      derivedBy: () => run(() => text(sql.derivedBy.get()?.by)),
      status: () =>
        run(() => {
          const good = sql.lastGood.get()
          const last = sql.lastRun.get()
          return {
            lastGood: text(good?.ended),
            coveredUntil: text(good?.covered_until),
            lastError: last?.error ? { at: String(last.ended), message: String(last.error) } : undefined,
          }
        }),
    },
    vectors: {
      get: (model, keys) =>
        run(
          () => new Map(sql.vectors.all(model, list(keys)).map(({ key, numbers }) => [String(key), toInt8s(numbers)])),
        ),
      put: (model, vectors) =>
        patientTransaction(() => {
          for (const [key, numbers] of vectors) sql.setVector.run(model, key, numbers)
        }),
      retainModel: (model) => patientTransaction(() => sql.retainModel.run(model)),
    },
    save: ({ records, answers, progress, derivedBy }) =>
      transaction(() => {
        for (const { id, group, raw, fingerprint } of records)
          sql.setRecord.run(id, group ?? null, raw === undefined ? null : JSON.stringify(raw), fingerprint ?? null)
        for (const { key, group, answer } of answers)
          sql.setAnswer.run(key, group, answer?.answered ?? '', answer ? JSON.stringify(answer) : null)
        if (progress) sql.setStep.run(progress.step, progress.next ?? null, progress.newest ?? null)
        if (derivedBy !== undefined) sql.setDerivedBy.run(derivedBy)
      }),
    close: async () => database.close(),
  }
}

type Row = Record<string, unknown>

/** A list as one parameter of a statement, for `json_each`. */
const list = (values: readonly (string | number)[]) => JSON.stringify(values)

/** A BLOB column comes as bytes. */
function toInt8s(blob: unknown): Int8Array {
  const { buffer, byteOffset, byteLength } = blob as Uint8Array
  return new Int8Array(buffer, byteOffset, byteLength)
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value)
}

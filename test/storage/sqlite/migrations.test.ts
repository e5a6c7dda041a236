import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createSqliteStorage } from '../../../src/storage/sqlite/sqlite-storage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { page, put } from '../storage-contract.ts'
import { storedAnswers } from '../stored-contents.ts'
import { whileReadOnly } from './read-only.ts'

/** The schema of version 1, as released. */
const VERSION_1 = `
  CREATE TABLE record (id INTEGER PRIMARY KEY, question_group TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX record_by_group ON record (question_group);
  CREATE TABLE examined (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT;
  CREATE TABLE answer (
    key TEXT PRIMARY KEY, question_group TEXT NOT NULL, answered TEXT NOT NULL, revision INTEGER NOT NULL, json TEXT
  ) STRICT;
  CREATE INDEX answer_by_group ON answer (question_group);
  CREATE UNIQUE INDEX answer_by_revision ON answer (revision);
  CREATE TABLE run (id INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT, covered_until TEXT, error TEXT) STRICT;
  CREATE TABLE step (name TEXT PRIMARY KEY, next INTEGER, newest TEXT, at TEXT NOT NULL) STRICT;
  PRAGMA user_version = 1;
`

/** A folder whose database was made by version 1 with these rows. */
async function folderOfVersion1(rows: string) {
  const folder = await temporaryFolder()
  const old = new DatabaseSync(join(folder, 'answers.sqlite'))
  old.exec('PRAGMA journal_mode = WAL')
  old.exec(VERSION_1 + rows)
  old.close()
  return folder
}

function opened(folder: string) {
  const storage = createSqliteStorage(folder)
  onTestFinished(() => storage.close())
  return storage
}

const migrated = async (rows: string) => opened(await folderOfVersion1(rows))

test('a storage of version 1 is opened with all its records, answers and runs', async () => {
  const { key, group, answer } = put('1')
  const json = JSON.stringify(answer).replaceAll("'", "''")
  const { records, answers, runs } = await migrated(`
    INSERT INTO record VALUES (1, 'g', '{"id":1}'), (2, 'g', '{"id":2}');
    INSERT INTO examined VALUES (1, 'f1'), (3, 'f3');
    INSERT INTO answer VALUES ('${key}', '${group}', '2024-01-15', 7, '${json}'), ('2024-01-08/2', 'h', '', 8, NULL);
    INSERT INTO run VALUES (1, '2024-06-01T00:00:00Z', '2024-06-01T01:00:00Z', '2024-05-31', NULL),
      (2, '2024-06-02T00:00:00Z', '2024-06-02T01:00:00Z', NULL, 'no network');
  `)
  expect(await records.after(0, 10)).toEqual([
    { id: 1, group: 'g', raw: { id: 1 } },
    { id: 2, group: 'g', raw: { id: 2 } },
  ])
  // Of record 3, which did not belong, nothing but the fingerprint was kept: it is to be fetched again.
  expect(await records.fingerprints([1, 2, 3])).toEqual(new Map([[1, 'f1']]))
  expect(await answers.changesSince(0, 10)).toEqual({
    changes: [
      { key, answer },
      { key: '2024-01-08/2', answer: undefined },
    ],
    unreadable: [],
    revision: 8,
  })
  expect(await runs.status()).toEqual({
    lastGood: '2024-06-01T01:00:00Z',
    coveredUntil: '2024-05-31',
    lastError: { at: '2024-06-02T01:00:00Z', message: 'no network' },
  })
  expect(await runs.coverage()).toEqual([{ search: '', from: '2024-01-01', until: '2024-05-31' }])
})

test('an empty storage of version 1 is opened, too', async () => {
  const { runs, answers } = await migrated('')
  expect([await runs.coverage(), (await answers.span()).answers]).toEqual([[], 0])
})

test.skipIf(process.getuid === undefined)(
  'one in a folder that can’t be written is migrated in memory, and served',
  async () => {
    const { key, group, answer } = put('1')
    const json = JSON.stringify(answer).replaceAll("'", "''")
    const folder = await folderOfVersion1(
      `INSERT INTO answer VALUES ('${key}', '${group}', '2024-01-15', 7, '${json}')`,
    )
    await whileReadOnly(folder, async () => {
      const storage = opened(folder)
      expect(await storedAnswers(storage)).toEqual([answer])
      expect(await storage.runs.derivedBy()).toBeUndefined()
      await expect(storage.save(page({ answers: [put('2')] }))).rejects.toMatchObject({ code: 'store-unwritable' })
    })
  },
)

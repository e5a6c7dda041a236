import type { DatabaseSync } from 'node:sqlite'

/** Prepares all statements of the storage; fails if the database does not have the tables. Lists are passed as JSON. */
export function prepareStatements(database: DatabaseSync) {
  const all = {
    fingerprints:
      'SELECT id, fingerprint FROM fetched WHERE fingerprint NOTNULL AND id IN (SELECT value FROM json_each(?))',
    groups:
      'SELECT id, question_group FROM fetched WHERE question_group NOTNULL AND id IN (SELECT value FROM json_each(?))',
    recordsOfGroups:
      'SELECT id, question_group, json FROM fetched WHERE question_group IN (SELECT value FROM json_each(?)) ORDER BY id',
    recordsAfter:
      'SELECT id, question_group, json FROM fetched WHERE question_group NOTNULL AND id > ? ORDER BY id LIMIT ?',
    setRecord: `INSERT INTO fetched (id, question_group, json, fingerprint) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET question_group = excluded.question_group, json = excluded.json,
        fingerprint = coalesce(excluded.fingerprint, fingerprint)`,
    answersOfGroups:
      'SELECT key, question_group, json FROM answer WHERE json NOTNULL AND question_group IN (SELECT value FROM json_each(?))',
    setAnswer: `INSERT OR REPLACE INTO answer (key, question_group, answered, revision, json)
      VALUES (?, ?, ?, (SELECT coalesce(max(revision), 0) + 1 FROM answer), ?)`,
    changes: 'SELECT key, revision, json FROM answer WHERE revision > ? ORDER BY revision LIMIT ?',
    span: 'SELECT count(*) AS answers, min(answered) AS oldest, max(answered) AS newest FROM answer WHERE json NOTNULL',
    setStep: `INSERT OR REPLACE INTO step (name, next, newest, at)
      VALUES (?, ?, ?, (SELECT coalesce(max(began), '') FROM run WHERE ended IS NULL))`,
    steps: 'SELECT name, next, newest FROM step WHERE at >= ?',
    clearSteps: 'DELETE FROM step',
    beginRun: 'INSERT INTO run (began) VALUES (?)',
    endRun: 'UPDATE run SET ended = ?, covered_until = ?, error = ? WHERE ended IS NULL',
    lastGood: 'SELECT ended, covered_until FROM run WHERE ended NOTNULL AND error IS NULL ORDER BY id DESC LIMIT 1',
    lastRun: 'SELECT ended, error FROM run WHERE ended NOTNULL ORDER BY id DESC LIMIT 1',
    setCoverage: 'INSERT OR REPLACE INTO coverage (search, covered_from, covered_until) VALUES (?, ?, ?)',
    coverage: 'SELECT search, covered_from AS "from", covered_until AS until FROM coverage',
    setDerivedBy: 'INSERT OR REPLACE INTO derived (only, by) VALUES (1, ?)',
    derivedBy: 'SELECT by FROM derived',
    vectors: 'SELECT key, numbers FROM vector WHERE model = ? AND key IN (SELECT value FROM json_each(?))',
    setVector: 'INSERT OR REPLACE INTO vector (model, key, numbers) VALUES (?, ?, ?)',
    retainModel: 'DELETE FROM vector WHERE model <> ?',
  }
  type Name = keyof typeof all
  return Object.fromEntries(Object.entries(all).map(([name, sql]) => [name, database.prepare(sql)])) as Record<
    Name,
    ReturnType<DatabaseSync['prepare']>
  >
}

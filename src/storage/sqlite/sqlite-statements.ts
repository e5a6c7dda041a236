import type { DatabaseSync } from 'node:sqlite'

/** The statements that the store works with; preparing them shows whether the database has the tables. */
export function prepareStatements(database: DatabaseSync) {
  return {
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
}

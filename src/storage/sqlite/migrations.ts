import type { DatabaseSync } from 'node:sqlite'

/**
 * The schema, a step a version: a database of version n has had the first n. Never change a step that was released;
 * add one.
 */
const MIGRATIONS: readonly string[] = [
  `
  -- A question's record as the API gave it, of those that belong to the corpus.
  CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    question_group TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX record_by_group ON record (question_group);

  -- The list row that a record was last examined for, whether it belongs or not.
  CREATE TABLE examined (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL
  ) STRICT;

  -- The answer of a group; json is null for one that went.
  CREATE TABLE answer (
    key TEXT PRIMARY KEY,
    question_group TEXT NOT NULL,
    answered TEXT NOT NULL,
    revision INTEGER NOT NULL,
    json TEXT
  ) STRICT;
  CREATE INDEX answer_by_group ON answer (question_group);
  CREATE UNIQUE INDEX answer_by_revision ON answer (revision);

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    ended TEXT,
    covered_until TEXT,
    error TEXT
  ) STRICT;

  CREATE TABLE step (
    name TEXT PRIMARY KEY,
    next INTEGER,
    newest TEXT,
    at TEXT NOT NULL
  ) STRICT;
  `,
]

/** Brings a database to the newest version; gives the version that it had where that is newer than this program knows. */
export function migrate(database: DatabaseSync): { newer: number } | undefined {
  const version = () => Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (version() > MIGRATIONS.length) return { newer: version() }
  if (version() === MIGRATIONS.length) return undefined
  database.exec('BEGIN IMMEDIATE')
  try {
    // Asked again: another process may have come first.
    for (const step of MIGRATIONS.slice(version())) database.exec(step)
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`)
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
  return undefined
}

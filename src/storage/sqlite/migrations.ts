import type { DatabaseSync } from 'node:sqlite'
import { storeError } from './sqlite-error.ts'

/**
 * A schema: a database of version n has had the first n of these steps. Never change a step that was released; add one.
 */
export type Migrations = readonly string[]

/** Of the file with the record. */
export const RECORD_MIGRATIONS: Migrations = [
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
  `
  -- All that was fetched, whether it belongs to the corpus or not; json and question_group are null if there is no such
  -- record. Records that did not belong were not kept before, so they are fetched again when a list has them.
  CREATE TABLE fetched (
    id INTEGER PRIMARY KEY,
    question_group TEXT,
    json TEXT,
    fingerprint TEXT
  ) STRICT;
  INSERT INTO fetched
    SELECT record.id, question_group, json, fingerprint FROM record LEFT JOIN examined ON examined.id = record.id;
  CREATE INDEX fetched_by_group ON fetched (question_group);
  DROP TABLE record;
  DROP TABLE examined;
  DELETE FROM step;

  -- The days for which all that a search finds was fetched. The row without a search is what was covered before this
  -- table was there: no search has covered it, so each search is asked for it once more.
  CREATE TABLE coverage (
    search TEXT PRIMARY KEY,
    covered_from TEXT NOT NULL,
    covered_until TEXT NOT NULL
  ) STRICT;
  INSERT INTO coverage
    SELECT '', (SELECT date(min(answered), 'start of month') FROM answer WHERE json IS NOT NULL), covered_until FROM run
    WHERE covered_until IS NOT NULL AND EXISTS (SELECT 1 FROM answer WHERE json IS NOT NULL) ORDER BY id DESC LIMIT 1;

  -- One row: the version of what made the answers of the records.
  CREATE TABLE derived (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    by TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- The int8 vectors of a passage, one after another, by the sha256 of what was embedded.
  CREATE TABLE vector (
    model TEXT NOT NULL,
    key TEXT NOT NULL,
    numbers BLOB NOT NULL,
    PRIMARY KEY (model, key)
  ) STRICT, WITHOUT ROWID;
  `,
]

/** Of the file with what is kept of workspaces and people. */
export const STATE_MIGRATIONS: Migrations = [
  `
  CREATE TABLE entry (
    kind TEXT NOT NULL,
    team TEXT NOT NULL,
    key TEXT NOT NULL,
    user TEXT,
    value TEXT NOT NULL,
    -- Milliseconds since 1970.
    set_at INTEGER NOT NULL,
    UNIQUE (kind, team, key)
  ) STRICT;
  CREATE INDEX entry_by_age ON entry (kind, set_at);
  CREATE INDEX entry_by_person ON entry (team, user);
  `,
  `
  -- When it is to be deleted, in milliseconds since 1970; null for good.
  ALTER TABLE entry ADD COLUMN expires_at INTEGER;
  CREATE INDEX entry_by_expiry ON entry (expires_at) WHERE expires_at IS NOT NULL;
  `,
]

/**
 * Migrates the database of a file to the newest version.
 * @throws AppError `store-newer` if this program is too old for it
 */
export function migrate(database: DatabaseSync, migrations: Migrations, path: string): void {
  const version = () => Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (version() > migrations.length) throw storeError('store-newer', path)
  if (version() === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    // Read again inside the transaction: another process may have migrated it meanwhile.
    for (const step of migrations.slice(version())) database.exec(step)
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

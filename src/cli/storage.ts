import { readStoreConfig } from '../config.ts'
import { copyToDatabase } from '../storage/copy-to-database.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run storage -- copy

Copies all that DATA_DIR holds (answers, records, vectors, progress of syncs, what is kept of workspaces, feedback) into the
empty Postgres database of DATABASE_URL, all of it or nothing. DATA_DIR stays as it is. Stop the bot before.

Options:
  -h, --help  print this, and do nothing else

Settings: DATA_DIR, DATABASE_URL (docs/configuring.md).

Exit codes:
  0   all was copied, and as many rows are there as were read
  1   there is nothing to copy
  2   wrong usage, or DATABASE_URL is not set
  3   a sync is running
  5   DATA_DIR or the database can't be written
  6   the disk of the database is full
  7   DATA_DIR is damaged, or the database is another program's
  8   one of the two is of a newer version
  9   anything else; the message says what
  10  the database can't be reached, or refuses the connection
  11  the database is not empty`

/** Copies a data folder into a database, and prints how many rows of each kind. */
export async function storageCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals } = parseArguments({ args, allowPositionals: true, options: {} }, MANUAL)
  if (positionals.length !== 1 || positionals[0] !== 'copy') throw misuse(MANUAL)
  const { dataDir, databaseUrl } = readStoreConfig(env)
  if (databaseUrl === undefined) throw misuse(MANUAL, 'Set DATABASE_URL to the database to copy to.')
  const copied = await copyToDatabase(dataDir, databaseUrl, ({ title, rows }) => {
    if (rows > 0) process.stdout.write(`${rows} ${title}\n`)
  })
  if (copied.every(({ rows }) => rows === 0)) {
    process.stdout.write(`There is nothing to copy in ${dataDir}.\n`)
    return 1
  }
  process.stdout.write('All was copied. From now on DATA_DIR needs no backup: the database does.\n')
  return 0
}

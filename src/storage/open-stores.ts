import { createFileVerdicts } from './file-verdicts.ts'
import type { Database } from './postgres/database.ts'
import { createSqliteState, hasSqliteState } from './sqlite/sqlite-state.ts'
import { createSqliteStorage, hasSqliteStorage } from './sqlite/sqlite-storage.ts'
import type { State } from './state.ts'
import type { Storage } from './storage.ts'
import type { Verdicts } from './verdicts.ts'

/** Where what outlasts the process is kept: in the folder, or in the database if there is one. */
export interface StorePlace {
  dataDir: string
  /** `postgres://…` */
  databaseUrl?: string | undefined
}

interface VerdictsOptions {
  /** Whether the text of a question is stored with a verdict. */
  keepQuestions: boolean
}

/** The stores of a place; each is opened when it is asked for. All replicas share those of a database. */
export interface Stores {
  /** Whether several machines share them. */
  isShared: boolean
  /** Whether there is a storage, so that reading it need not create one. */
  hasStorage: () => boolean
  /** @throws AppError `store-…` if it can't be used */
  storage: () => Storage
  hasState: () => boolean
  /** In a folder for kinds that must outlast the process, in a database for all. @throws AppError `store-…` if it can't be used */
  state: () => State
  verdicts: (options: VerdictsOptions) => Verdicts
  /** What several machines know of Slack's limits; undefined for one. */
  limits: () => ReturnType<typeof import('./postgres/postgres-limits.ts').createPostgresLimits> | undefined
  /** Closes what the stores share, after they were closed. */
  close: () => Promise<void>
}

/** @throws AppError `store-…` if the database can't be used */
export async function openStores({ dataDir, databaseUrl }: StorePlace): Promise<Stores> {
  return databaseUrl === undefined ? storesIn(dataDir) : storesOf(databaseUrl)
}

function storesIn(dataDir: string): Stores {
  return {
    isShared: false,
    hasStorage: () => hasSqliteStorage(dataDir),
    storage: () => createSqliteStorage(dataDir),
    hasState: () => hasSqliteState(dataDir),
    state: () => createSqliteState(dataDir),
    verdicts: (options) => createFileVerdicts({ folder: dataDir, now: () => new Date(), ...options }),
    limits: () => undefined,
    close: async () => {},
  }
}

/** Loaded when needed: a program without a database need not even have its driver. */
async function storesOf(url: string): Promise<Stores> {
  const [{ openDatabase }, ...adapters] = await Promise.all([
    import('./postgres/database.ts'),
    import('./postgres/postgres-storage.ts'),
    import('./postgres/postgres-state.ts'),
    import('./postgres/postgres-verdicts.ts'),
    import('./postgres/postgres-limits.ts'),
  ])
  const [{ createPostgresStorage }, { createPostgresState }, { createPostgresVerdicts }, { createPostgresLimits }] =
    adapters
  const database: Database = await openDatabase(url)
  return {
    isShared: true,
    hasStorage: () => true,
    storage: () => createPostgresStorage(database),
    hasState: () => true,
    state: () => createPostgresState(database),
    verdicts: (options) => createPostgresVerdicts(database, { now: () => new Date(), ...options }),
    limits: () => createPostgresLimits(database),
    close: database.close,
  }
}

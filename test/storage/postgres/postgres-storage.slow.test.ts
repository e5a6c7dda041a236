import { describe } from 'vitest'
import { createPostgresStorage } from '../../../src/storage/postgres/postgres-storage.ts'
import { HAS_POSTGRES, openTemporaryDatabase } from '../../temporary-database.ts'
import { storageContract } from '../storage-contract.ts'

describe.skipIf(!HAS_POSTGRES)('on a server,', () => {
  storageContract('Postgres', async () => createPostgresStorage(await openTemporaryDatabase()))
})

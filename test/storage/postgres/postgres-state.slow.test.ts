import { describe } from 'vitest'
import { createPostgresState } from '../../../src/storage/postgres/postgres-state.ts'
import { createPostgresVerdicts } from '../../../src/storage/postgres/postgres-verdicts.ts'
import { HAS_POSTGRES, openTemporaryDatabase } from '../../temporary-database.ts'
import { erasedContract } from '../erased-contract.ts'
import { stateContract } from '../state-contract.ts'

describe.skipIf(!HAS_POSTGRES)('on a server,', () => {
  stateContract('Postgres', async () => {
    let now = Date.UTC(2026, 0, 1)
    return {
      state: createPostgresState(await openTemporaryDatabase(), { now: () => now }),
      pass(ms) {
        now += ms
      },
    }
  })

  erasedContract('Postgres', async () => {
    let now = Date.UTC(2026, 0, 1)
    const database = await openTemporaryDatabase()
    return {
      state: createPostgresState(database, { now: () => now }),
      verdicts: createPostgresVerdicts(database, { keepQuestions: false, now: () => new Date(now) }),
      pass(ms) {
        now += ms
      },
    }
  })
})

import { describe, expect, test } from 'vitest'
import { createPostgresVerdicts } from '../../../src/storage/postgres/postgres-verdicts.ts'
import { HAS_POSTGRES, openTemporaryDatabase, temporaryDatabase } from '../../temporary-database.ts'
import { verdict, verdictsContract } from '../verdicts-contract.ts'

const now = () => new Date('2024-07-01T10:00:00Z')

describe.skipIf(!HAS_POSTGRES)('on a server,', () => {
  verdictsContract('in Postgres', async () =>
    createPostgresVerdicts(await openTemporaryDatabase(), { keepQuestions: false, now }),
  )

  test('replicas share the salt of the hashes, and the question is kept only if it is to be', async () => {
    const url = await temporaryDatabase()
    const [one, other] = [await openTemporaryDatabase(url), await openTemporaryDatabase(url)]
    await Promise.all([
      createPostgresVerdicts(one, { keepQuestions: false, now }).keep(verdict),
      createPostgresVerdicts(other, { keepQuestions: true, now }).keep({
        ...verdict,
        id: 'b',
        terms: ['ramp', 'many'],
      }),
    ])
    const { rows } = await one.query('SELECT * FROM verdict ORDER BY id')
    const [first, second] = rows
    expect(first).toEqual({
      id: 'a',
      team: 'T1',
      time: '2024-07-01T10:00:00.000Z',
      helpful: true,
      reason: null,
      answer: '2024-01-08/1',
      passage: 0,
      terms: expect.stringMatching(/^[0-9a-f]{64}$/),
      question: null,
    })
    expect(second).toMatchObject({ terms: first?.terms, question: verdict.question })
  })
})

import { randomBytes } from 'node:crypto'
import { hashTerms } from '../hash-terms.ts'
import type { Verdicts } from '../verdicts.ts'
import type { Database } from './database.ts'

const SALT_BYTES = 32

interface PostgresVerdictsOptions {
  /** Whether the questions are stored, too. */
  keepQuestions: boolean
  now: () => Date
}

/** Keeps verdicts in a database; all replicas share the salt of the hashes. */
export function createPostgresVerdicts(database: Database, { keepQuestions, now }: PostgresVerdictsOptions): Verdicts {
  const { query, queryAgain } = database
  let salt: string | undefined
  const readOrMakeSalt = async () => {
    await queryAgain('INSERT INTO salt (one, salt) VALUES (1, $1) ON CONFLICT DO NOTHING', [
      randomBytes(SALT_BYTES).toString('hex'),
    ])
    return String((await queryAgain('SELECT salt FROM salt')).rows[0]?.salt)
  }
  return {
    async keep({ id, team, helpful, reason, answer, passage, question, terms }) {
      salt ??= await readOrMakeSalt()
      await queryAgain(
        `INSERT INTO verdict (id, team, time, helpful, reason, answer, passage, terms, question)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (team, id) DO UPDATE SET time = excluded.time, helpful = excluded.helpful, reason = excluded.reason,
           answer = excluded.answer, passage = excluded.passage, terms = excluded.terms, question = excluded.question`,
        [
          id,
          team,
          now().toISOString(),
          helpful,
          reason ?? null,
          answer ?? null,
          passage ?? null,
          hashTerms(terms, salt),
          keepQuestions ? question : null,
        ],
      )
    },
    async counts(team) {
      const { rows } = await queryAgain(
        'SELECT count(*) FILTER (WHERE helpful) AS helpful, count(*) AS all FROM verdict WHERE team = $1',
        [team],
      )
      const helpful = Number(rows[0]?.helpful)
      return { helpful, unhelpful: Number(rows[0]?.all) - helpful }
    },
    erase: async (team, id) =>
      (await query('DELETE FROM verdict WHERE team = $1 AND ($2::text IS NULL OR id = $2)', [team, id ?? null])).count,
  }
}

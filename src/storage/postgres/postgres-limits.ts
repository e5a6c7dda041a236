import { z } from 'zod'
import type { Database } from './database.ts'
import { nameOf } from './notifications.ts'

/** A channel of one installation of the Slack app. */
interface Paced {
  installation: string
  channel: string
}

/**
 * Until when Slack takes no call for a channel, known to all replicas: each hears at once of a limit that another has met,
 * and holds it in memory, so that no call waits for the database. Times are milliseconds since 1970 by the clocks of the
 * replicas.
 */
interface PostgresLimits {
  /** Undefined if there is no limit. */
  until: (paced: Paced) => Promise<number | undefined>
  /** An earlier end than that of a limit which is known changes nothing. @throws AppError `store-…`; this process knows it then */
  limit: (paced: Paced, until: number) => Promise<void>
  close: () => void
}

const Limit = z.object({ installation: z.string(), channel: z.string(), until: z.coerce.number() })

/** Reads what is in force whenever listening begins: when it is made, and after the connection was lost. */
export function createPostgresLimits(database: Database, now: () => number = Date.now): PostgresLimits {
  const { query, queryAgain, notifications } = database
  const limits = new Map<string, number>()

  const keyOf = ({ installation, channel }: Paced) => JSON.stringify([installation, channel])
  const learn = (limit: unknown) => {
    const { data } = Limit.safeParse(limit)
    if (!data) return
    const key = keyOf(data)
    limits.set(key, Math.max(limits.get(key) ?? 0, data.until))
    for (const [one, until] of limits) if (until <= now()) limits.delete(one)
  }
  const readAll = async () => {
    const { rows } = await queryAgain('SELECT installation, channel, until FROM rate_limit WHERE until > $1', [now()])
    rows.forEach(learn)
  }
  const stop = notifications.listen({
    channel: 'limits',
    onMessage: (payload) => learn(parse(payload)),
    // If it fails, the connection has ended again, and it is read when listening has begun again.
    onListening: () => void readAll().catch(() => {}),
  })
  return {
    async until(paced) {
      const until = limits.get(keyOf(paced))
      return until !== undefined && until > now() ? until : undefined
    },
    async limit(paced, until) {
      learn({ ...paced, until })
      await query('DELETE FROM rate_limit WHERE until <= $1', [now()])
      await query(
        `INSERT INTO rate_limit (installation, channel, until) VALUES ($1, $2, $3)
         ON CONFLICT (installation, channel) DO UPDATE SET until = greatest(rate_limit.until, excluded.until)`,
        [paced.installation, paced.channel, Math.ceil(until)],
      )
      await query('SELECT pg_notify($1, $2)', [nameOf('limits'), JSON.stringify({ ...paced, until })])
    },
    close: stop,
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { Alone } from '../storage.ts'
import type { Database } from './database.ts'
import { storeError } from './postgres-error.ts'

/** The first of the two numbers of our advisory locks: "SEND" in ASCII. */
export const OURS = 0x53454e44
/** The second. Never change one: another version of the program may hold it. */
export const LOCKS = { save: 1, sync: 2, vectors: 3 } as const

const CHECK_MS = 10_000

/**
 * Runs work while no other process has the lock of that name. The lock belongs to a connection of its own, so that it ends
 * with the process, however that ends.
 */
export function createAlone({ connect, place }: Database, name: 'sync' | 'vectors'): Alone {
  return async (work) => {
    const client = await connect()
    const lost = new AbortController()
    const over = new AbortController()
    const onLost = () => lost.abort(storeError('store-unreachable', place, new Error('the connection of a lock ended')))
    try {
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS ours', [OURS, LOCKS[name]])
      if (rows[0]?.ours !== true) return undefined
      client.once('end', onLost)
      void checkConnection(() => client.query('SELECT 1'), over.signal).catch(onLost)
      return { result: await work(lost.signal) }
    } finally {
      over.abort()
      client.off('end', onLost)
      await client.end().catch(() => {})
    }
  }
}

/** Rejects if the connection gives no answer any more. */
async function checkConnection(check: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(CHECK_MS, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await check()
  }
}

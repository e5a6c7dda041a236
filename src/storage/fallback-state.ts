import { setTimeout as delay } from 'node:timers/promises'
import type { Kind, State } from './state.ts'

/** A state that takes longer has failed: somebody waits for a reply. One that is only busy must not count as failed. */
const PATIENCE_MS = 10_000
/** After a failure it isn't asked for so long. */
const PAUSE_MS = 5000

interface FallbackOptions {
  /** Is told when the state fails, and not again before it has worked. */
  onFailure: (error: unknown) => void
  /** Is told when it works again. */
  onRecovery?: () => void
  patienceMs?: number
  pauseMs?: number
}

/**
 * A state for a program to which answering is more important than remembering. What needn't outlast the process never
 * fails: while `state` does, it is kept in `passing`, where claims are in any case, so that one process does nothing twice.
 * What must outlast the process fails with `state`, as erasing does.
 */
export function createFallbackState(
  state: State,
  passing: State,
  { onFailure, onRecovery = () => {}, patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS }: FallbackOptions,
): State {
  /** In milliseconds of `performance.now()`; undefined while it works. */
  let failedAt: number | undefined

  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const done = new AbortController()
    const late = delay(patienceMs, undefined, { signal: done.signal, ref: false }).then(() => {
      throw new Error(`The state did not answer within ${patienceMs} ms.`)
    })
    late.catch(() => {})
    return Promise.race([work, late]).finally(() => done.abort())
  }
  const use = async <T>(
    kind: Kind,
    work: (state: State) => Promise<T>,
    otherwise = () => work(passing),
  ): Promise<T> => {
    if (kind.durable) return work(state)
    if (failedAt !== undefined && performance.now() - failedAt < pauseMs) return otherwise()
    try {
      const result = await inTime(work(state))
      if (failedAt !== undefined) onRecovery()
      failedAt = undefined
      return result
    } catch (error) {
      if (failedAt === undefined) onFailure(error)
      failedAt = performance.now()
      return otherwise()
    }
  }

  return {
    get: (name) => use(name.kind, (one) => one.get(name)),
    set: (name, ...rest) => use(name.kind, (one) => one.set(name, ...rest)),
    update: (name, ...rest) => use(name.kind, (one) => one.update(name, ...rest)),
    async claim(name, ...rest) {
      if (name.kind.durable) return state.claim(name, ...rest)
      if (!(await passing.claim(name, ...rest))) return false
      const isFirst = await use(
        name.kind,
        (one) => one.claim(name, ...rest),
        async () => true,
      )
      // Another process may release it.
      if (!isFirst) await passing.delete(name)
      return isFirst
    },
    async delete(name) {
      if (!name.kind.durable) await passing.delete(name)
      await use(name.kind, (one) => one.delete(name))
    },
    list: (kind, wanted) => use(kind, (one) => one.list(kind, wanted)),
    counts: (team, user) => state.counts(team, user),
    async erase(team, user) {
      await passing.erase(team, user)
      return state.erase(team, user)
    },
    async close() {
      await Promise.all([state.close(), passing.close()])
    },
  }
}

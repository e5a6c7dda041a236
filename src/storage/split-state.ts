import type { Kind, State } from './state.ts'

/** One state of two: what must outlast the process is kept in `durable`, the rest in `passing`. It closes both. */
export function createSplitState(durable: State, passing: State): State {
  const of = (kind: Kind) => (kind.durable ? durable : passing)
  return {
    get: (name) => of(name.kind).get(name),
    set: (name, ...rest) => of(name.kind).set(name, ...rest),
    update: (name, ...rest) => of(name.kind).update(name, ...rest),
    claim: (name, ...rest) => of(name.kind).claim(name, ...rest),
    delete: (name) => of(name.kind).delete(name),
    list: (kind, wanted) => of(kind).list(kind, wanted),
    async counts(team, user) {
      const [lasting, brief] = await Promise.all([durable, passing].map((state) => state.counts(team, user)))
      return { ...brief, ...lasting }
    },
    async erase(team, user) {
      const erased = await Promise.all([durable, passing].map((state) => state.erase(team, user)))
      return erased.reduce((sum, count) => sum + count, 0)
    },
    async close() {
      await Promise.all([durable.close(), passing.close()])
    },
  }
}

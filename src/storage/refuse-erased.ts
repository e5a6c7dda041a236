import { createHash } from 'node:crypto'
import type { Kind, State, StateName } from './state.ts'
import type { Verdicts } from './verdicts.ts'

/** Longer than any work on a request takes. */
const FOR_MS = 60_000
/** The mark of an erasure is kept where the entries are that it is about: each may be lost without the other. */
const DURABLE: Kind = { name: 'erased', forMs: FOR_MS, durable: true }
const PASSING: Kind = { name: 'erased-passing', forMs: FOR_MS }
/** In the place of a workspace: a mark must outlast what is erased. */
const NOBODY = '-'

/**
 * The same state, in which nothing can be written for a minute about a workspace that was erased: work that was under way
 * when its app was removed would put back what must be gone.
 *
 * The mark is set before the workspace is erased, and looked for after each write. So a write either comes before the
 * erasure, which deletes it, or finds the mark, and is undone; in whatever process it is.
 */
export function refuseErased(state: State): State {
  const undoIfErased = async (name: StateName) => {
    const mark = markOf(name.team, name.kind.durable ? DURABLE : PASSING)
    if ((await state.get(mark)) !== undefined) await state.delete(name)
  }
  return {
    ...state,
    async set(name, ...rest) {
      await state.set(name, ...rest)
      await undoIfErased(name)
    },
    async update(name, ...rest) {
      const value = await state.update(name, ...rest)
      await undoIfErased(name)
      return value
    },
    async claim(name, ...rest) {
      const isFirst = await state.claim(name, ...rest)
      if (isFirst) await undoIfErased(name)
      return isFirst
    },
    async erase(team, user) {
      if (user === undefined) await Promise.all(marksOf(team).map((mark) => state.set(mark, true)))
      return state.erase(team, user)
    },
  }
}

/** The same verdicts, of which none is kept for a minute of a workspace that was erased from `state` and then from these. */
export function refuseVerdictsOfErased(verdicts: Verdicts, state: Pick<State, 'get'>): Verdicts {
  return {
    ...verdicts,
    async keep(verdict) {
      await verdicts.keep(verdict)
      if ((await state.get(markOf(verdict.team, DURABLE))) !== undefined) await verdicts.erase(verdict.team)
    },
  }
}

/** Lets a workspace in again that was erased within the last minute: its app is installed anew. */
export async function admit(state: State, team: string): Promise<void> {
  await Promise.all(marksOf(team).map((mark) => state.delete(mark)))
}

const marksOf = (team: string) => [DURABLE, PASSING].map((kind) => markOf(team, kind))

/** A hash stands for the workspace, of which nothing is to be left. */
const markOf = (team: string, kind: Kind): StateName => ({
  kind,
  team: NOBODY,
  key: createHash('sha256').update(team).digest('base64url'),
})

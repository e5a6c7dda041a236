import { createHash } from 'node:crypto'
import type { Kind, State, StateName } from './state.ts'

/** Longer than any work on a request takes. */
const ERASED: Kind = { name: 'erased', forMs: 60_000, durable: true }
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
    if ((await state.get(markOf(name.team))) !== undefined) await state.delete(name)
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
      if (user === undefined) await state.set(markOf(team), true)
      return state.erase(team, user)
    },
  }
}

/** Lets a workspace in again that was erased within the last minute: its app is installed anew. */
export const admit = (state: State, team: string): Promise<void> => state.delete(markOf(team))

/** A hash stands for the workspace, of which nothing is to be left. */
const markOf = (team: string): StateName => ({
  kind: ERASED,
  team: NOBODY,
  key: createHash('sha256').update(team).digest('base64url'),
})

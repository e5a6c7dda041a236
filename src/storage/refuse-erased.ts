import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { Kind, State, StateName } from './state.ts'
import type { Verdicts } from './verdicts.ts'

/** For so long nothing is written about a workspace that was erased. Work that doesn't say when it began takes no longer. */
const A_MINUTE_MS = 60_000
/** No work takes longer: a channel may take no message for almost as long. */
const MARKED_MS = 3_600_000
/** States count whole milliseconds. */
const ROUNDED_MS = 1
/** The mark of an erasure is kept where the entries are that it is about: each may be lost without the other. */
const DURABLE: Kind = { name: 'erased', forMs: MARKED_MS, durable: true }
const PASSING: Kind = { name: 'erased-passing', forMs: MARKED_MS }
/** In the place of a workspace: a mark must outlast what is erased. */
const NOBODY = '-'

/** When the work began that is being done, in milliseconds of `performance.now()`. */
const works = new AsyncLocalStorage<number>()

/** Does work that begins now: it may write about a person who was erased before, and not about one who is erased from now on. */
export function beginWork<T>(work: () => T): T {
  return works.run(performance.now(), work)
}

/**
 * The same state, in which what was erased can't come back: work that was under way would write it again. For a minute
 * nothing can be written about a workspace that was erased. About a person, nothing can be written by work that began
 * before their erasure; they may go on using the bot.
 *
 * The mark is set before the erasure, and looked for after each write. So a write either comes before the erasure, which
 * deletes it, or finds the mark, and is undone; in whatever process it is. Whether work began before a mark is told by how
 * long the one has lasted and how long ago the other was set, so that clocks of several machines needn't agree.
 */
export function refuseErased(state: State): State {
  const undoIfErased = async (name: StateName, user: string | undefined) => {
    const erased = await whatWasErased(state, name.kind.durable ? DURABLE : PASSING, name.team, user)
    if (erased) await state.delete(name)
  }
  return {
    ...state,
    async set(name, value, whose) {
      await state.set(name, value, whose)
      await undoIfErased(name, whose?.user ?? whose?.by)
    },
    async update(name, change, whose) {
      const value = await state.update(name, change, whose)
      if (value !== undefined) await undoIfErased(name, whose?.user ?? whose?.by)
      return value
    },
    async claim(name, value, whose) {
      const isFirst = await state.claim(name, value, whose)
      if (isFirst) await undoIfErased(name, whose?.user ?? whose?.by)
      return isFirst
    },
    async erase(team, user) {
      await Promise.all([DURABLE, PASSING].map((kind) => state.set(markOf(kind, team, user), true)))
      return state.erase(team, user)
    },
  }
}

/** The same verdicts, of which none is kept that `refuseErased` would not keep: of whom was erased from `state` and then from these. */
export function refuseVerdictsOfErased(verdicts: Verdicts, state: Pick<State, 'list'>): Verdicts {
  return {
    ...verdicts,
    async keep(verdict, by) {
      await verdicts.keep(verdict)
      const erased = await whatWasErased(state, DURABLE, verdict.team, by?.user)
      if (erased) await verdicts.erase(verdict.team, erased === 'person' ? verdict.id : undefined)
    },
  }
}

/** Lets a workspace in again that was erased within the last minute: its app is installed anew. */
export async function admit(state: State, team: string): Promise<void> {
  await Promise.all([DURABLE, PASSING].map((kind) => state.delete(markOf(kind, team))))
}

/** What was erased about which the present work may not write. */
async function whatWasErased(
  state: Pick<State, 'list'>,
  kind: Kind,
  team: string,
  user: string | undefined,
): Promise<'workspace' | 'person' | undefined> {
  const marks = await state.list(kind, { team: NOBODY, prefix: keyOf(team) })
  if (marks.length === 0) return undefined
  const began = works.getStore()
  // Longer than the work had lasted when the state looked at its clock: rather too much is refused.
  const lastedMs = began === undefined ? A_MINUTE_MS : performance.now() - began + ROUNDED_MS
  const isMarked = (key: string, forMs: number) => marks.some((mark) => mark.key === key && mark.ageMs < forMs)
  if (isMarked(keyOf(team), Math.max(lastedMs, A_MINUTE_MS))) return 'workspace'
  return user !== undefined && isMarked(keyOf(team, user), lastedMs) ? 'person' : undefined
}

const markOf = (kind: Kind, team: string, user?: string): StateName => ({ kind, team: NOBODY, key: keyOf(team, user) })

/** Hashes stand for the workspace and the person, of which nothing is to be left. Those of people begin as their workspace's. */
const keyOf = (team: string, user?: string): string =>
  user === undefined ? hashOf(team) : `${hashOf(team)}/${hashOf(JSON.stringify([team, user]))}`

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

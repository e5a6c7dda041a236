import { createContext, useContext } from 'react'
import type { Kept, Scene, SceneCast } from '../show/scene.ts'

/** Where the user looks, and as whom. */
interface Where {
  as: string
  place: string
  thread?: string | undefined
}

export interface Shown {
  scene: Scene | undefined
  /** What went wrong with the last request; empty if nothing did. */
  trouble: string
}

/** The page's connection to the playground's server. */
export type Workspace = ReturnType<typeof createWorkspace>

const RETRY_MS = 1000

/** Requests something and returns the JSON. @throws Error with a message for the user */
async function post(path: string, body: object, signal?: AbortSignal): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null }
  const response = await fetch(path, request).catch(() => {
    throw new Error('The playground has stopped. Start it again with npm start.')
  })
  const result = await response.text()
  if (!response.ok) throw new Error(JSON.parse(result).error)
  return result
}

/** Reads a scene, with those parts that were left out because they are in `had`, by their etags. */
function readScene(json: string, had: ReadonlyMap<string, Kept>): { scene: Scene; has: Map<string, Kept> } {
  const has = new Map<string, Kept>()
  const scene = JSON.parse(json, (_name, value) => {
    if (typeof value?.etag !== 'string') return value
    // The very object of before, so that React need not draw it again.
    const whole = had.get(value.etag) ?? value
    has.set(value.etag, whole)
    return whole
  })
  return { scene, has }
}

/** @param show is called with every change of what is to be shown */
export function createWorkspace(show: (shown: Shown) => void) {
  let scene: Scene | undefined
  /** The parts of the scene by their etags. */
  let has = new Map<string, Kept>()
  let where: Where = { as: '', place: '' }
  /** The version of the shown scene; -1 if it is of another place. */
  let known = -1
  let polling = new AbortController()
  const showTrouble = (error: unknown) => show({ scene, trouble: (error as Error).message })

  /** Does something as the current person, and returns the result; undefined if it failed. */
  const act = async <Result>(path: string, what?: object): Promise<Result | undefined> => {
    try {
      const result = JSON.parse(await post(path, { as: where.as, ...what }))
      show({ scene, trouble: '' })
      return result
    } catch (error) {
      return void showTrouble(error)
    }
  }
  const dmOf = (person: string) => scene?.cast.people.find(({ id }) => id === person)?.dm
  /** The app is told when its Home or its conversation is opened. */
  const tellApp = () => {
    if (where.place === 'home') void act('/open', { tab: 'home' })
    if (where.place === dmOf(where.as)) void act('/open', { tab: 'messages' })
  }

  return {
    /** Looks at another place or thread, or as another person. */
    go(to: Partial<Where>) {
      const next = { ...where, ...to }
      // The conversation with the bot is each person's own.
      if (where.place === dmOf(where.as) && to.as !== undefined) next.place = dmOf(to.as) ?? next.place
      const moved = next.place !== where.place || next.as !== where.as
      where = next
      known = -1
      if (scene?.thread && where.thread === undefined) {
        // Closed at once: there is nothing to wait for.
        scene = { ...scene, thread: undefined }
        show({ scene, trouble: '' })
      }
      polling.abort()
      if (moved) tellApp()
    },
    act,
    /** Keeps what is shown up to date by long polling. Never resolves. */
    async follow(): Promise<never> {
      for (;;) {
        polling = new AbortController()
        const { signal } = polling
        try {
          if (where.as === '') where = JSON.parse(await post('/start', {}))
          const json = await post('/scene', { ...where, known, has: [...has.keys()] }, signal)
          if (signal.aborted) continue
          const isFirst = scene === undefined
          ;({ scene, has } = readScene(json, has))
          known = scene.version
          show({ scene, trouble: '' })
          if (isFirst) tellApp()
        } catch (error) {
          if (signal.aborted) continue
          showTrouble(error)
          await new Promise((done) => setTimeout(done, RETRY_MS))
        }
      }
    },
  }
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The people, channels and controls of the workspace. */
export const CastContext = createContext<SceneCast | undefined>(undefined)

/** @throws Error outside of a WorkspaceContext */
export const useWorkspace = () => found(useContext(WorkspaceContext))
/** @throws Error outside of a CastContext */
export const useCast = () => found(useContext(CastContext))

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is no context')
  return value
}

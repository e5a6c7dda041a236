import { createContext, useContext } from 'react'
import type { Scene } from '../show/scene.ts'

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
export interface Workspace {
  /** Looks at another place or thread, or as another person. */
  go: (to: Partial<Where>) => void
  /** Does something as the current person, and returns the result; undefined if it failed. */
  act: <Result>(path: string, what?: object) => Promise<Result | undefined>
  /** Keeps what is shown up to date by long polling. Never resolves. */
  follow: () => Promise<never>
}

const RETRY_MS = 1000

/** @throws Error with a message for the user */
async function post<Result>(path: string, body: object, signal?: AbortSignal): Promise<Result> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null }
  const response = await fetch(path, request).catch(() => {
    throw new Error('The playground has stopped. Start it again with npm start.')
  })
  const result = (await response.json().catch(() => ({}))) as Result & { error?: string }
  if (!response.ok) throw new Error(result.error ?? String(response.status))
  return result
}

/** @param show is called with every change of what is to be shown */
export function createWorkspace(show: (shown: Shown) => void): Workspace {
  let scene: Scene | undefined
  let where: Where = { as: '', place: '' }
  /** The version of the shown scene; -1 if it is of another place. */
  let known = -1
  let polling = new AbortController()
  const showTrouble = (error: unknown) => show({ scene, trouble: (error as Error).message })

  const act: Workspace['act'] = async (path, what) => {
    try {
      const result = await post<never>(path, { as: where.as, ...what })
      show({ scene, trouble: '' })
      return result
    } catch (error) {
      return void showTrouble(error)
    }
  }

  return {
    go(to) {
      const { dm, channels } = scene ?? {}
      // Home and the conversation with the bot are each person's own, so a change of person leaves them.
      const leave = to.as !== undefined && (where.place === 'home' || where.place === dm)
      const next = { ...where, ...to, ...(leave && channels?.[0] && { place: channels[0].id }) }
      const moved = next.place !== where.place
      where = next
      known = -1
      if (scene?.thread && where.thread === undefined) {
        // Closed at once: there is nothing to wait for.
        const { thread, ...rest } = scene
        scene = rest
        show({ scene, trouble: '' })
      }
      polling.abort()
      if (moved && where.place === 'home') void act('/open', { tab: 'home' })
      if (moved && where.place === dm) void act('/open', { tab: 'messages' })
    },
    act,
    async follow() {
      for (;;) {
        polling = new AbortController()
        const { signal } = polling
        try {
          if (where.as === '') where = await post<Where>('/start', {})
          const next = await post<Scene>('/scene', { ...where, known }, signal)
          if (signal.aborted) continue
          scene = next
          known = next.version
          show({ scene, trouble: '' })
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

/** @throws Error outside of a WorkspaceContext */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('there is no WorkspaceContext')
  return workspace
}

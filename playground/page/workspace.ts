import { createContext, useContext } from 'react'
import type { Scene, SceneMessage } from '../show/scene.ts'

/** Where the user looks, and as whom. */
interface Where {
  as: string
  place: string
  thread?: string | undefined
}

interface Shown {
  scene: Scene | undefined
  /** What went wrong with the last request; empty if nothing did. */
  trouble: string
}

/** The page's connection to the playground's server. */
export interface Workspace {
  shown: () => Shown
  subscribe: (changed: () => void) => () => void
  /** Looks at another place or thread, or as another person. */
  go: (to: Partial<Where>) => void
  /** Does something as the current person. */
  act: (path: string, what?: object) => void
  /** The same, and returns the result; undefined if it failed. */
  answer: <Answer>(path: string, what?: object) => Promise<Answer | undefined>
  /** Keeps `shown` up to date by long polling. Never resolves. */
  follow: () => Promise<never>
}

const RETRY_MS = 1000

/** The server refused a request, and the message says why. */
class Refused extends Error {
  override name = 'Refused'
}

/** @throws Refused, or TypeError if the server cannot be reached */
async function post<Answer>(path: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string }
  if (!response.ok) throw new Refused(answer.error ?? String(response.status))
  return answer
}

const troubleOf = (error: unknown) =>
  error instanceof Refused ? error.message : 'The playground has stopped. Start it again with npm start.'

export function createWorkspace(): Workspace {
  let shown: Shown = { scene: undefined, trouble: '' }
  let where: Where = { as: '', place: '' }
  let polling = new AbortController()
  const subscribers = new Set<() => void>()

  const show = (change: Partial<Shown>) => {
    shown = { ...shown, ...change }
    for (const changed of subscribers) changed()
  }
  const answer: Workspace['answer'] = async (path, what) => {
    try {
      const answered = await post<never>(path, { as: where.as, ...what })
      show({ trouble: '' })
      return answered
    } catch (error) {
      return void show({ trouble: troubleOf(error) })
    }
  }
  const act: Workspace['act'] = (path, what) => void answer(path, what)

  return {
    shown: () => shown,
    subscribe(changed) {
      subscribers.add(changed)
      return () => subscribers.delete(changed)
    },
    go(to) {
      const { dm, channels } = shown.scene ?? {}
      // Home and the conversation with the bot are each person's own, so a change of person leaves them.
      const leave = to.as !== undefined && (where.place === 'home' || where.place === dm)
      const next = { ...where, ...to, ...(leave && channels?.[0] && { place: channels[0].id }) }
      const moved = next.place !== where.place
      where = next
      if (shown.scene?.thread && next.thread === undefined) {
        // Closed at once: there is nothing to wait for.
        const { thread, ...scene } = shown.scene
        show({ scene })
      }
      polling.abort()
      if (moved && where.place === 'home') act('/open', { tab: 'home' })
      if (moved && where.place === dm) act('/open', { tab: 'messages' })
    },
    act,
    answer,
    async follow() {
      for (;;) {
        polling = new AbortController()
        try {
          if (where.as === '') where = await post<Where>('/start', {})
          const { scene } = shown
          const isShown = scene?.me === where.as && scene.place.id === where.place && scene.thread?.ts === where.thread
          const next = await post<Scene>('/scene', { ...where, known: isShown ? scene.version : -1 }, polling.signal)
          if (!polling.signal.aborted) show({ scene: withKept(scene, next), trouble: '' })
        } catch (error) {
          if (polling.signal.aborted) continue
          show({ trouble: troubleOf(error) })
          await new Promise((done) => setTimeout(done, RETRY_MS))
        }
      }
    },
  }
}

/** The next scene with the objects of unchanged messages kept, so that React does not draw those again. */
function withKept(before: Scene | undefined, next: Scene): Scene {
  const thread = next.thread && { ...next.thread, messages: keep(before?.thread?.messages, next.thread.messages) }
  return { ...next, messages: keep(before?.messages, next.messages), ...(thread && { thread }) }
}

function keep(before: readonly SceneMessage[] = [], next: SceneMessage[]): SceneMessage[] {
  const known = new Map(before.map((message) => [message.ts, message]))
  return next.map((message) => {
    const old = known.get(message.ts)
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message
  })
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** @throws Error outside of a WorkspaceContext */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('there is no WorkspaceContext')
  return workspace
}

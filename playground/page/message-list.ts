import type { Scene, SceneMessage } from '../show/scene.ts'
import { make } from './make.ts'
import { makeMessage } from './message.ts'
import type { Page } from './page.ts'

/** Messages, of which those that did not change stay as they are. */
export interface MessageList {
  element: HTMLElement
  show: (scene: Scene, messages: readonly SceneMessage[]) => void
}

/** How near to its end a list counts as read to the end, in pixels. */
const NEAR = 80

export function makeMessageList(page: Page, label: string, inThread: boolean): MessageList {
  const element = make('div', { class: 'messages', role: 'log', tabIndex: 0, aria: { label } })
  let shown = new Map<string, { revision: string; article: HTMLElement }>()
  let where = ''
  return {
    element,
    show(scene, messages) {
      const here = `${scene.me}/${scene.place.id}/${scene.thread?.ts}`
      if (here !== where) shown = new Map()
      const atEnd = here !== where || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
      where = here
      const before = shown
      shown = new Map()
      for (const message of messages) {
        const revision = JSON.stringify(message)
        const old = before.get(message.ts)
        const article = old?.revision === revision ? old.article : makeMessage(page, scene, message, inThread)
        if (old && old.article !== article) keepFocus(old.article, article)
        shown.set(message.ts, { revision, article })
      }
      const said = messages.some(({ mine, ts }) => mine && !before.has(ts))
      const articles = [...shown.values()].map(({ article }) => article)
      if (
        articles.length !== element.children.length ||
        articles.some((one, index) => element.children[index] !== one)
      ) {
        const focused = document.activeElement
        const scrolled = element.scrollTop
        element.replaceChildren(...articles)
        element.scrollTop = scrolled
        if (focused instanceof HTMLElement && element.contains(focused)) focused.focus({ preventScroll: true })
        if (atEnd || said) showEnd(element)
      }
    },
  }
}

/** Scrolls to the end, but no further than to the beginning of the last message: a long reply is read from its top. */
function showEnd(list: HTMLElement): void {
  list.scrollTop = list.scrollHeight
  const last = list.lastElementChild
  if (!last) return
  const hidden = list.getBoundingClientRect().top - last.getBoundingClientRect().top
  if (hidden > 0) list.scrollTop -= hidden
}

/** Where a control had the focus, its like in the new drawing gets it, so that a keyboard does not lose its place. */
function keepFocus(old: HTMLElement, next: HTMLElement): void {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !old.contains(focused)) return
  const key = focused.closest<HTMLElement>('[data-key]')?.dataset.key
  queueMicrotask(() => {
    const like = key === undefined ? null : next.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    ;(like ?? next.querySelector<HTMLElement>('button, a, select, input'))?.focus({ preventScroll: true })
  })
}

import type { Scene } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { type Live, makeLive } from './live.ts'
import { make } from './make.ts'
import type { Page } from './page.ts'

/** The App Home; when the app draws it anew, what was typed stays. */
export interface HomePane {
  element: HTMLElement
  show: (scene: Scene) => void
}

export function makeHome(page: Page): HomePane {
  const element = make('div', { class: 'home', tabIndex: 0, role: 'region' })
  let shown = ''
  let live: Live | undefined
  return {
    element,
    show({ home, me, bot }) {
      element.setAttribute('aria-label', `${bot}: ${TEXTS.home}`)
      const revision = `${me}/${home?.hash}`
      if (revision === shown) return
      const samePerson = shown.startsWith(`${me}/`)
      shown = revision
      if (!home) return element.replaceChildren(make('p', { class: 'empty' }, TEXTS.homeEmpty))
      const focused = document.activeElement
      const key =
        focused instanceof HTMLElement && element.contains(focused)
          ? focused.closest<HTMLElement>('[data-key]')?.dataset.key
          : undefined
      live = makeLive(home.body, page.doingAt({ kind: 'home' }), samePerson ? live?.kept() : {})
      element.replaceChildren(live.element)
      if (key === undefined) return
      const like = element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      const target = like?.querySelector<HTMLElement>('select, input, textarea') ?? like
      target?.focus({ preventScroll: true })
    },
  }
}

import type { Scene, SceneView } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { type Live, makeLive } from './live.ts'
import { make, makeButton } from './make.ts'
import type { Page } from './page.ts'

/** The modal on top. What was typed into those under it is kept. */
export interface ModalPane {
  element: HTMLDialogElement
  show: (scene: Scene) => void
}

export function makeModal(page: Page): ModalPane {
  const kept = new Map<string, Record<string, string>>()
  const element = make('dialog', { class: 'modal', aria: { labelledby: 'modal-title' } })
  let current: { view: SceneView; live: Live } | undefined

  const keep = () => current && kept.set(current.view.id, current.live.kept())
  const back = () => current && page.act('/back', { id: current.view.id })
  const submit = async () => {
    if (!current) return
    const { view, live } = current
    element.classList.add('busy')
    const errors = await page.answer<Record<string, string>>('/submit', { id: view.id, values: live.values() })
    element.classList.remove('busy')
    live.complain(errors ?? {})
    const whole = element.querySelector<HTMLElement>('.modal-error')
    if (whole) whole.textContent = errors?.[''] ?? ''
  }
  element.addEventListener('cancel', (event) => {
    event.preventDefault()
    back()
  })

  const draw = (view: SceneView) => {
    const live = makeLive(view.body, page.doingAt({ kind: 'modal', id: view.id }), kept.get(view.id))
    current = { view, live }
    const form = make('form', { class: 'modal-form' })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void submit()
    })
    form.append(
      make(
        'header',
        { class: 'modal-head' },
        view.under > 0 && makeButton('←', 'tool', back, { label: TEXTS.back }),
        make('h2', { id: 'modal-title', tabIndex: -1 }, view.title),
        makeButton('×', 'tool', () => page.act('/close', {}), { label: TEXTS.close }),
      ),
      make('div', { class: 'modal-body', tabIndex: 0, role: 'group', aria: { label: view.title } }, live.element),
      make(
        'footer',
        { class: 'modal-foot' },
        make('p', { class: 'modal-error', role: 'alert' }),
        makeButton(view.close, 'plain-button', back),
        view.submit !== '' && make('button', { type: 'submit', class: 'primary-button' }, view.submit),
      ),
    )
    element.replaceChildren(form)
  }

  return {
    element,
    show({ modal }) {
      if (!modal) {
        current = undefined
        kept.clear()
        if (element.open) element.close()
        return
      }
      if (current?.view.id === modal.id && current.view.hash === modal.hash) return
      keep()
      draw(modal)
      if (!element.open) element.showModal()
      const first = element.querySelector<HTMLElement>('[data-block="input"] :is(input, textarea, select)')
      ;(first ?? element.querySelector<HTMLElement>('h2'))?.focus()
    },
  }
}

import type { Scene } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { make, makeButton } from './make.ts'
import type { Page } from './page.ts'

/** Whom to speak as and where to look. */
export interface Sidebar {
  element: HTMLElement
  show: (scene: Scene) => void
}

export function makeSidebar(page: Page, closeMenu: () => void): Sidebar {
  const people = make('select', { class: 'people', id: 'speak-as' })
  people.addEventListener('change', () => page.go({ as: people.value, place: page.where().place, thread: undefined }))
  const places = make('div', { class: 'places' })
  const element = make(
    'nav',
    { class: 'sidebar', id: 'sidebar', aria: { label: TEXTS.places } },
    make('h1', { class: 'team' }, TEXTS.team),
    make('p', { class: 'invented' }, TEXTS.invented),
    places,
    make('div', { class: 'speak-as' }, make('label', { htmlFor: 'speak-as' }, TEXTS.speakAs), people),
  )
  let shown = ''
  return {
    element,
    show(scene) {
      const revision = JSON.stringify([scene.me, scene.place.id, scene.dm])
      if (revision === shown) return
      shown = revision
      people.replaceChildren(
        ...scene.people.map(({ id, name }) => make('option', { value: id, selected: id === scene.me }, name)),
      )
      const link = (id: string, sign: HTMLElement | string, name: string) => {
        const button = make(
          'button',
          {
            type: 'button',
            class: 'place',
            on: {
              click: () => {
                closeMenu()
                page.go({ place: id, thread: undefined })
              },
            },
          },
          make('span', { class: 'sign', aria: { hidden: 'true' } }, sign),
          make('span', {}, name),
        )
        if (id === scene.place.id) button.setAttribute('aria-current', 'page')
        return button
      }
      const focused = document.activeElement
      const hadFocus = focused instanceof HTMLElement && places.contains(focused)
      places.replaceChildren(
        make('h2', {}, TEXTS.channelsHeading),
        ...scene.channels.map(({ id, name }) => link(id, '#', name)),
        make('h2', {}, scene.bot),
        link('home', '⌂', TEXTS.home),
        link(scene.dm, '✉', TEXTS.messages),
      )
      if (hadFocus) places.querySelector<HTMLElement>('[aria-current]')?.focus()
    },
  }
}

/** The two tabs of an app: its Home and its messages. */
export function makeTabs(page: Page, scene: Scene): HTMLElement | undefined {
  if (scene.place.kind === 'channel') return undefined
  const tab = (id: string, name: string) => {
    const button = makeButton(name, 'tab', () => page.go({ place: id, thread: undefined }))
    if (id === scene.place.id) button.setAttribute('aria-current', 'page')
    return button
  }
  return make('div', { class: 'tabs' }, tab('home', TEXTS.home), tab(scene.dm, TEXTS.messages))
}

import type { Scene } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { makeComposer } from './composer.ts'
import { makeHome } from './home.ts'
import { makeInspector } from './inspector.ts'
import { make, makeButton } from './make.ts'
import { makeMessageList } from './message-list.ts'
import { makeModal } from './modal.ts'
import type { Page } from './page.ts'
import { makeSidebar, makeTabs } from './sidebar.ts'
import { makeThemeSwitch } from './theme.ts'

/** The whole page. */
export interface Frame {
  element: HTMLElement
  show: (scene: Scene) => void
}

/** Wide enough for an inspector beside the workspace. */
const WIDE = window.matchMedia('(min-width: 1100px)')

export function makeFrame(page: Page): Frame {
  const element = make('div', { class: 'frame' })
  const menu = makeButton('☰', 'tool menu-button', () => toggleMenu(), { label: TEXTS.menu })
  const toggleMenu = (open = !element.classList.contains('menu-open')) => {
    element.classList.toggle('menu-open', open)
    menu.setAttribute('aria-expanded', String(open))
  }
  const sidebar = makeSidebar(page, () => toggleMenu(false))
  const title = make('h2', { class: 'place-name' })
  const tabs = make('div', { class: 'tab-slot' })
  const inspect = makeButton(TEXTS.inspector, 'plain-button small', () => toggleInspector())
  const toggleInspector = (open = !element.classList.contains('inspecting')) => {
    element.classList.toggle('inspecting', open)
    inspect.setAttribute('aria-expanded', String(open))
  }
  const inspector = makeInspector(page, () => {
    toggleInspector(false)
    inspect.focus()
  })
  const messages = makeMessageList(page, TEXTS.messages, false)
  const empty = make('div', { class: 'empty' })
  const prompts = make('div', { class: 'prompts' })
  const status = make('p', { class: 'status', role: 'status' })
  const composer = makeComposer(page, false)
  const home = makeHome(page)
  const conversation = make(
    'div',
    { class: 'conversation' },
    empty,
    messages.element,
    prompts,
    status,
    composer.element,
  )
  const replies = makeMessageList(page, TEXTS.thread, true)
  const threadStatus = make('p', { class: 'status', role: 'status' })
  const reply = makeComposer(page, true)
  const thread = make(
    'aside',
    { class: 'panel thread', aria: { label: TEXTS.thread } },
    make(
      'header',
      { class: 'panel-head' },
      make('h2', {}, TEXTS.thread),
      makeButton('×', 'tool', () => page.go({ thread: undefined }), { label: TEXTS.closeThread }),
    ),
    replies.element,
    threadStatus,
    reply.element,
  )
  const modal = makeModal(page)
  element.append(
    sidebar.element,
    make(
      'main',
      { class: 'main' },
      make('header', { class: 'place-head' }, menu, title, tabs, inspect, makeThemeSwitch()),
      conversation,
      home.element,
    ),
    thread,
    inspector.element,
    modal.element,
  )
  toggleMenu(false)
  toggleInspector(WIDE.matches)
  closeMenusOutside()

  return {
    element,
    show(scene) {
      const { kind, name } = scene.place
      element.classList.toggle('threading', scene.thread !== undefined)
      sidebar.show(scene)
      title.textContent = kind === 'channel' ? `# ${name}` : name
      document.title = `${title.textContent} · ${TEXTS.title}`
      showTabs(scene)
      conversation.hidden = kind === 'home'
      home.element.hidden = kind !== 'home'
      inspector.show(scene)
      modal.show(scene)
      if (kind === 'home') return home.show(scene)
      messages.show(scene, scene.messages)
      showEmpty(scene)
      showPrompts(scene)
      status.textContent = scene.status === '' ? '' : `${scene.bot} ${scene.status}…`
      composer.show(scene)
      if (!scene.thread) return
      replies.show(scene, scene.thread.messages)
      threadStatus.textContent = scene.threadStatus === '' ? '' : `${scene.bot} ${scene.threadStatus}…`
      reply.show(scene)
    },
  }

  function showTabs(scene: Scene): void {
    const focused = tabs.contains(document.activeElement)
    const made = makeTabs(page, scene)
    tabs.replaceChildren(...(made ? [made] : []))
    if (focused) tabs.querySelector<HTMLElement>('[aria-current]')?.focus()
  }
  function showEmpty({ messages, place, bot }: Scene): void {
    const show = messages.length === 0 && place.kind === 'channel' && place.botIsIn
    empty.hidden = !show
    if (!show || empty.dataset.place === place.id) return
    empty.dataset.place = place.id
    const tries = TEXTS.tries(bot).map((typed) =>
      makeButton(typed, 'try', () => page.act('/say', { place: place.id, typed })),
    )
    empty.replaceChildren(make('p', {}, TEXTS.empty(bot)), make('p', {}, TEXTS.tryOne), ...tries)
  }
  function showPrompts({ prompts: suggested, promptsTitle, place, messages }: Scene): void {
    prompts.hidden = suggested.length === 0 || messages.length > 0
    if (prompts.hidden) return
    prompts.replaceChildren(
      make('p', {}, promptsTitle),
      ...suggested.map(({ title, message }) =>
        makeButton(title, 'try', () => page.act('/say', { place: place.id, typed: message })),
      ),
    )
  }
}

/** A menu that is open closes when one clicks elsewhere, or presses Escape. */
function closeMenusOutside(): void {
  const close = (except: EventTarget | null) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.actions[open]'))
      if (!(except instanceof Node && menu.contains(except))) menu.open = false
  }
  document.addEventListener('click', ({ target }) => close(target))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    const open = document.querySelector<HTMLDetailsElement>('details.actions[open]')
    if (!open) return
    close(null)
    open.querySelector('summary')?.focus()
  })
}

import type { Scene } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { make, makeButton } from './make.ts'
import type { Page } from './page.ts'

/** Where one types. */
export interface Composer {
  element: HTMLElement
  show: (scene: Scene) => void
  focus: () => void
}

export function makeComposer(page: Page, inThread: boolean): Composer {
  let scene: Scene | undefined
  const input = make('textarea', { class: 'compose-input', rows: 1 })
  const completions = make('div', { class: 'completions', hidden: true })
  const shortcuts = make('details', { class: 'actions shortcuts' })

  const send = () => {
    const typed = input.value.trim()
    if (!scene || typed === '') return
    input.value = ''
    fit()
    page.act('/say', { place: scene.place.id, typed, ...(inThread && scene.thread && { thread: scene.thread.ts }) })
  }
  const insert = (text: string) => {
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end')
    input.focus()
    changed()
  }
  const fit = () => {
    input.style.blockSize = 'auto'
    input.style.blockSize = `${Math.min(input.scrollHeight, 160)}px`
  }
  const changed = () => {
    fit()
    const found = scene ? completionOf(input.value.slice(0, input.selectionStart), scene) : undefined
    completions.hidden = !found
    completions.replaceChildren()
    if (!found) return
    const complete = () => {
      input.setRangeText(found.text, input.selectionStart - found.typed.length, input.selectionStart, 'end')
      input.focus()
      changed()
    }
    completions.append(makeButton(found.text.trim(), 'completion', complete), make('span', {}, found.hint))
  }
  input.addEventListener('input', changed)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Tab' && !event.shiftKey && !completions.hidden) {
      event.preventDefault()
      completions.querySelector('button')?.click()
    } else if (event.key === 'Escape') completions.hidden = true
  })
  const mention = makeButton('@', 'tool', () => insert(`@${scene?.bot} `))
  const element = make(
    'div',
    { class: 'composer' },
    completions,
    make(
      'div',
      { class: 'compose-box' },
      input,
      make(
        'div',
        { class: 'tools' },
        mention,
        !inThread && shortcuts,
        makeButton(TEXTS.send, 'primary-button send', send),
      ),
    ),
  )
  return {
    element,
    focus: () => input.focus(),
    show(next) {
      const moved = next.place.id !== scene?.place.id
      scene = next
      const name = next.place.kind === 'channel' ? `#${next.place.name}` : next.place.name
      const label = inThread ? TEXTS.composeReply : TEXTS.compose(name)
      input.placeholder = label
      input.setAttribute('aria-label', label)
      mention.title = TEXTS.mention(next.bot)
      mention.setAttribute('aria-label', TEXTS.mention(next.bot))
      if (!moved) return
      shortcuts.open = false
      shortcuts.replaceChildren(
        make('summary', { aria: { label: TEXTS.shortcuts }, title: TEXTS.shortcuts }, '⚡'),
        make(
          'div',
          { class: 'menu' },
          ...next.shortcuts.global.map(({ name, id }) =>
            makeButton(name, 'menu-item', () => {
              shortcuts.open = false
              page.act('/shortcut', { id })
            }),
          ),
        ),
      )
    },
  }
}

/** What could come of what stands before the cursor: a mention that is begun, or a command. */
function completionOf(
  before: string,
  { bot, commands }: Scene,
): { text: string; typed: string; hint: string } | undefined {
  const mention = /(?:^|\s)@(?<name>[\w ]*)$/.exec(before)?.groups?.name
  if (mention !== undefined && mention.length < bot.length && bot.toLowerCase().startsWith(mention.toLowerCase()))
    return { text: `@${bot} `, typed: `@${mention}`, hint: TEXTS.tabCompletes }
  if (!/^\/\S*$/.test(before)) return undefined
  const found = commands.find(({ command }) => command.startsWith(before))
  return found && { text: `${found.command} `, typed: before, hint: found.hint }
}

import type { PageControl } from '../show/drawing.ts'
import { TEXTS } from '../texts.ts'
import type { Field } from './fields.ts'
import { make } from './make.ts'

interface Option {
  text: string
  value: string
}

const PAUSE_MS = 150
let ids = 0

/**
 * An external select: options come from the app while one types (a combobox with a list, as in the ARIA Authoring
 * Practices). What was chosen is its value, as JSON with its text, for the app alone knows its options.
 */
export function makeCombobox(
  { placeholder }: PageControl,
  start: string,
  suggest: (typed: string) => Promise<Option[]>,
): Field {
  ids += 1
  const listId = `options-${ids}`
  let chosen: Option | undefined = start === '' ? undefined : (JSON.parse(start) as Option)
  let options: Option[] = []
  let active = -1
  let asked = 0
  let timer: number | undefined
  let commit = () => {}

  const list = make('div', {
    class: 'options',
    id: listId,
    role: 'listbox',
    hidden: true,
    aria: { label: placeholder },
  })
  const input = make('input', {
    type: 'text',
    class: 'field',
    placeholder,
    autocomplete: 'off',
    role: 'combobox',
    value: chosen?.text ?? '',
    aria: { expanded: 'false', controls: listId, autocomplete: 'list' },
  })
  const element = make('div', { class: 'combobox' }, input, list)

  const close = () => {
    list.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const choose = (option: Option) => {
    chosen = option
    input.value = option.text
    close()
    commit()
  }
  const show = () => {
    list.replaceChildren(
      ...options.map((option, index) =>
        make(
          'div',
          {
            class: 'option',
            role: 'option',
            id: `${listId}-${index}`,
            aria: { selected: String(index === active) },
            on: {
              mousedown: (event) => {
                event.preventDefault()
                choose(option)
              },
            },
          },
          option.text,
        ),
      ),
    )
    if (options.length === 0)
      list.append(
        make(
          'div',
          { class: 'option none', role: 'option', aria: { disabled: 'true', selected: 'false' } },
          TEXTS.noneFound,
        ),
      )
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    if (active >= 0) input.setAttribute('aria-activedescendant', `${listId}-${active}`)
    ;(list.children[active] ?? list).scrollIntoView({ block: 'nearest' })
  }
  const load = () => {
    asked += 1
    const mine = asked
    void suggest(input.value === chosen?.text ? '' : input.value)
      .then((found) => {
        if (mine !== asked || document.activeElement !== input) return
        options = found
        active = -1
        show()
      })
      .catch(close)
  }
  input.addEventListener('focus', load)
  input.addEventListener('blur', () => {
    close()
    // What is typed and not chosen is no choice.
    input.value = chosen?.text ?? ''
  })
  input.addEventListener('input', () => {
    if (input.value === '') chosen = undefined
    clearTimeout(timer)
    timer = window.setTimeout(load, PAUSE_MS)
  })
  input.addEventListener('keydown', (event) => {
    const option = options[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) return load()
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % Math.max(1, options.length)
      show()
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault()
      if (option) choose(option)
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  return {
    element,
    input,
    value: () => (chosen ? JSON.stringify({ text: chosen.text, value: chosen.value }) : ''),
    onCommit(then) {
      commit = then
    },
  }
}

import type { Drawing, PageControl } from '../show/drawing.ts'
import { TEXTS } from '../texts.ts'
import { buildTree } from './build-tree.ts'
import { makeCombobox } from './combobox.ts'
import { type Field, makeField } from './fields.ts'
import { make } from './make.ts'

/** What a drawing's controls do. */
export interface Doing {
  press: (path: string, values: Record<string, string>, choice: string) => void
  suggest: (path: string, typed: string) => Promise<{ text: string; value: string }[]>
}

/** Drawn blocks whose controls work. */
export interface Live {
  element: HTMLElement
  /** What stands in its fields, by path. */
  values: () => Record<string, string>
  /** The same by block and action, which outlasts a change of the view. */
  kept: () => Record<string, string>
  /** Says what is wrong, at the block that it is about. */
  complain: (errors: Record<string, string>) => void
}

/** Builds drawn blocks and makes their controls live; fields begin with what was kept of them. */
export function makeLive({ tree, controls }: Drawing, doing: Doing, kept: Record<string, string> = {}): Live {
  const element = make('div', { class: 'blocks slack_blocks_to_jsx styles_enabled' })
  element.append(...buildTree(tree))
  const fields = new Map<PageControl, Field>()
  const values = () => Object.fromEntries([...fields].map(([{ path }, field]) => [path, field.value()]))

  for (const control of controls) {
    const drawn = element.querySelector<HTMLElement>(`[data-path="${control.path}"]`)
    if (!drawn) continue
    drawn.dataset.key = control.key
    const press = (choice = '') => doing.press(control.path, values(), choice)
    if (control.type === 'button') pressable(drawn, control, press)
    else if (control.type === 'feedback_buttons') feedback(drawn, press)
    else {
      const start = kept[control.key] ?? control.initial
      const field =
        control.type === 'external_select'
          ? makeCombobox(control, start, (typed) => doing.suggest(control.path, typed))
          : makeField(control, start)
      if (!field) {
        drawn.replaceChildren(make('span', { class: 'undrawn' }, TEXTS.undrawn(control.type)))
        continue
      }
      fields.set(control, field)
      const inInput = control.optional !== undefined
      drawn.replaceChildren(field.element)
      drawn.removeAttribute('tabindex')
      drawn.classList.add('live')
      if (inInput) labelled(drawn, control, field)
      else field.input.setAttribute('aria-label', control.label)
      if (!inInput || control.dispatches) field.onCommit(() => press())
    }
  }
  return {
    element,
    values,
    kept: () => Object.fromEntries([...fields].map(([{ key }, field]) => [key, field.value()])),
    complain: (errors) => complain(element, fields, errors),
  }
}

function pressable(button: HTMLElement, { url }: PageControl, press: () => void): void {
  button.addEventListener('click', () => {
    press()
    if (url && /^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
  })
}

function feedback(drawn: HTMLElement, press: (choice: string) => void): void {
  const halves = [...drawn.querySelectorAll('button')]
  for (const [index, half] of halves.entries()) {
    half.title = half.getAttribute('aria-label') ?? ''
    half.setAttribute('aria-pressed', 'false')
    half.addEventListener('click', () => {
      for (const other of halves) other.setAttribute('aria-pressed', String(other === half))
      press(index === 0 ? 'positive' : 'negative')
    })
  }
}

let ids = 0

/** The library draws labels as plain text and tells of Enter under every field; Slack does neither. */
function labelled(drawn: HTMLElement, { label, optional }: PageControl, { input }: Field): void {
  const block = drawn.closest('[data-block]')
  for (const note of block?.querySelectorAll('p') ?? []) if (note.textContent?.startsWith('↵')) note.remove()
  const text = block?.querySelector('.flex-col')?.firstElementChild
  if (!text || text.contains(drawn)) {
    input.setAttribute('aria-label', label)
    return
  }
  ids += 1
  input.id = `field-${ids}`
  const named = make('label', { htmlFor: input.id, class: 'field-label' })
  named.append(...text.childNodes)
  if (optional && !/optional/i.test(label)) named.append(make('span', { class: 'optional' }, ` ${TEXTS.optional}`))
  text.replaceWith(named)
}

function complain(element: HTMLElement, fields: Map<PageControl, Field>, errors: Record<string, string>): void {
  for (const old of element.querySelectorAll('.field-error')) old.remove()
  let first: HTMLElement | undefined
  for (const [{ blockId }, { input, element: field }] of fields) {
    const error = errors[blockId]
    input.toggleAttribute('aria-invalid', error !== undefined)
    input.removeAttribute('aria-describedby')
    if (error === undefined) continue
    ids += 1
    field.after(make('p', { class: 'field-error', id: `error-${ids}` }, error))
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `error-${ids}`)
    first ??= input
  }
  first?.focus()
}

import type { PageControl } from '../show/drawing.ts'
import { make } from './make.ts'

/** A control that holds something. */
export interface Field {
  element: HTMLElement
  /** What takes the focus. */
  input: HTMLElement
  value: () => string
  /** Calls when something was chosen, or Enter was pressed. */
  onCommit: (commit: () => void) => void
}

/** The browser's own control in the place of a drawn one; undefined for a kind that the page cannot make live. */
export function makeField(control: PageControl, start: string): Field | undefined {
  switch (control.type) {
    case 'static_select':
      return select(control, start)
    case 'datepicker':
      return date(start)
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return control.multiline ? area(control, start) : line(control, start)
    default:
      return undefined
  }
}

function select({ options = [], placeholder, optional, initial }: PageControl, start: string): Field {
  const input = make('select', { class: 'field' })
  // Slack lets one take back a choice, where nothing was chosen from the start.
  if (optional || initial === '') input.append(make('option', { value: '' }, placeholder))
  for (const { text, value } of options) input.append(make('option', { value }, text))
  input.value = options.some(({ value }) => value === start) ? start : ''
  return field(input, 'change')
}

function date(start: string): Field {
  return field(make('input', { type: 'date', class: 'field', value: start }), 'change')
}

function area({ placeholder, maxLength }: PageControl, start: string): Field {
  const input = make('textarea', { class: 'field', placeholder, rows: start === '' ? 3 : 8, value: start })
  if (maxLength !== undefined) input.maxLength = maxLength
  // What is long is read from its beginning.
  input.setSelectionRange(0, 0)
  return { ...field(input, 'change'), onCommit: () => {} }
}

function line({ placeholder, maxLength, type }: PageControl, start: string): Field {
  const kinds: Record<string, string> = { email_text_input: 'email', url_text_input: 'url', number_input: 'number' }
  const input = make('input', {
    type: kinds[type] ?? 'text',
    class: 'field',
    placeholder,
    value: start,
    autocomplete: 'off',
  })
  if (maxLength !== undefined) input.maxLength = maxLength
  const onCommit = (commit: () => void) =>
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return
      event.preventDefault()
      commit()
    })
  return { element: input, input, value: () => input.value, onCommit }
}

function field(input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, event: 'change'): Field {
  return {
    element: input,
    input,
    value: () => input.value,
    onCommit: (commit) => input.addEventListener(event, commit),
  }
}

import type { FeedbackButtons } from '@slack/types'
import type { ReactNode } from 'react'
import type { Element, FieldState, Option } from '../show/controls.ts'
import { Button } from './button.tsx'
import { Combobox } from './combobox.tsx'
import { formatted } from './rich-text.tsx'

/** How the elements of a block are used. */
export interface Use {
  contentOf: (element: Element) => FieldState | undefined
  /** `dispatch` sends the change to the app at once. */
  enter: (element: Element, content: FieldState, dispatch: boolean) => void
  press: (element: Element, choice?: string) => void
  suggest: (element: Element, typed: string) => Promise<Option[]>
}

interface ControlProps {
  element: Element
  use: Use
  dispatch: boolean
  /** The attributes of a field in an input block, which has a label with this id and `-label`. */
  field?: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined }
  /** Whether the content may be taken back. */
  optional?: boolean
}

/** An interactive element. */
export function Control({ element, use, dispatch, field, optional = false }: ControlProps): ReactNode {
  const { value, selected_date, selected_option, selected_options } = use.contentOf(element) ?? {}
  const { type } = element
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined
  const attributes = field ?? { 'aria-label': placeholder }
  switch (type) {
    case 'button':
      return (
        <Button
          className={element.style === 'primary' ? '' : 'plain'}
          label={element.accessibility_label}
          onClick={() => {
            if (element.confirm && !window.confirm(element.confirm.text.text)) return
            use.press(element)
            if (element.url && /^https?:/i.test(element.url)) window.open(element.url, '_blank', 'noopener,noreferrer')
          }}
        >
          {element.text.text}
        </Button>
      )
    case 'feedback_buttons':
      return <Thumbs element={element} use={use} />
    case 'static_select': {
      const { options = [], initial_option } = element
      return (
        <select
          {...attributes}
          value={selected_option?.value ?? ''}
          onChange={({ target }) => {
            const chosen = options.find((option) => option.value === target.value) as Option | undefined
            use.enter(element, { type, selected_option: chosen ?? null }, dispatch)
          }}
        >
          {(optional || !initial_option) && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text.text}
            </option>
          ))}
        </select>
      )
    }
    case 'external_select':
      return (
        <Combobox
          attributes={attributes}
          placeholder={placeholder}
          selected={selected_option ?? null}
          onSelect={(option) => use.enter(element, { type, selected_option: option }, dispatch)}
          suggest={(typed) => use.suggest(element, typed)}
        />
      )
    case 'datepicker': {
      const enter = (date: string) => use.enter(element, { type, selected_date: date || null }, dispatch)
      return (
        <input {...attributes} type="date" value={selected_date ?? ''} onChange={({ target }) => enter(target.value)} />
      )
    }
    case 'checkboxes': {
      const ticked = selected_options?.map((option) => option.value) ?? []
      const toggle = (changed: Option) => {
        const isTicked = (option: Option) => ticked.includes(option.value) !== (option === changed)
        use.enter(element, { type, selected_options: (element.options as Option[]).filter(isTicked) }, dispatch)
      }
      return (
        <div role="group" aria-labelledby={field && `${field.id}-label`} aria-describedby={field?.['aria-describedby']}>
          {(element.options as Option[]).map((option) => (
            <label key={option.value}>
              <input type="checkbox" checked={ticked.includes(option.value)} onChange={() => toggle(option)} />
              {formatted(option.text)}
            </label>
          ))}
        </div>
      )
    }
    case 'plain_text_input': {
      const enter = (text: string, now = false) => use.enter(element, { type, value: text || null }, now)
      const shared = {
        ...attributes,
        placeholder,
        value: value ?? '',
        maxLength: element.max_length,
        onChange: ({ target }: { target: { value: string } }) => enter(target.value),
      }
      if (element.multiline) return <textarea {...shared} rows={element.initial_value ? 8 : 3} />
      return (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          onKeyDown={(event) => {
            if (!dispatch || event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            enter(value ?? '', true)
          }}
        />
      )
    }
    default:
      return <span className="undrawn">The playground cannot draw this element, of type “{type}”.</span>
  }
}

const THUMB = 'M2 10h4v11H2zM8 10l5-8c2 0 3 1 2.500 3L15 9h6q1.500 0 1 2l-2 8q-.5 2-2.500 2H8z'

function Thumbs({ element, use }: { element: FeedbackButtons; use: Use }) {
  return [element.positive_button, element.negative_button].map(({ text, value, accessibility_label }, index) => (
    <Button
      key={value}
      className="plain"
      label={accessibility_label ?? text.text}
      onClick={() => use.press(element, value)}
    >
      <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" transform={index === 1 ? 'rotate(180)' : ''}>
        <path d={THUMB} fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
    </Button>
  ))
}

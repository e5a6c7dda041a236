import type { Button, PlainTextOption, StaticSelect } from '@slack/types'
import { LIMITS } from '../limits.ts'
import { plainText, shorten } from './text.ts'

interface ButtonOptions {
  style?: 'primary' | 'danger'
  /** What screen readers say instead of the text. */
  label?: string
}

/** A button. Its value carries all that a press needs. */
export function button(actionId: string, text: string, value: string, { style, label }: ButtonOptions = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(text, LIMITS.button.text),
    value,
    ...(style && { style }),
    ...(label && { accessibility_label: shorten(label, LIMITS.button.text) }),
  }
}

/** A select of at most as many options as Slack allows. */
export function select(actionId: string, placeholder: string, options: readonly PlainTextOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plainText(placeholder, LIMITS.plainTextInput.placeholder),
    options: options.slice(0, LIMITS.select.options),
  }
}

/** An option of a select. Text and value are each cut to Slack's limit. */
export function option(text: string, value: string = text): PlainTextOption {
  return { text: plainText(text, LIMITS.option.text), value: shorten(value, LIMITS.option.value) }
}

/** The name that the value of an option stands for, which may have cut it; the value itself if it is none of the names. */
export function nameOfOption(value: string | undefined, names: readonly string[]): string | undefined {
  return names.find((name) => shorten(name, LIMITS.option.value) === value) ?? value
}

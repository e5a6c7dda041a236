import type { Button } from '@slack/types'
import { LIMITS } from '../limits.ts'
import { plainText, shorten } from './text.ts'

interface ButtonMore {
  style?: 'primary' | 'danger'
  /** What screen readers say in the place of the text. */
  label?: string
}

/** A button that carries all that its press needs. */
export function button(actionId: string, text: string, value: string, { style, label }: ButtonMore = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(text, LIMITS.button.text),
    value,
    ...(style && { style }),
    ...(label && { accessibility_label: shorten(label, LIMITS.button.text) }),
  }
}

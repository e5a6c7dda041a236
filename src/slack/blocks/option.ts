import type { PlainTextOption } from '@slack/types'
import { LIMITS } from '../limits.ts'
import { plainText, shorten } from './text.ts'

/** An option of a select; its value is what names it, cut as the text is. */
export function option(text: string, value: string = text): PlainTextOption {
  return { text: plainText(text, LIMITS.option.text), value: shorten(value, LIMITS.option.value) }
}

/** Whether an option of that value stands for this name, which may have been too long for it. */
export function isChosen(value: string | undefined, name: string): boolean {
  return value !== undefined && shorten(name, LIMITS.option.value) === value
}

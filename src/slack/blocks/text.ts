import type { HeaderBlock, PlainTextElement, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types'
import type { Inline } from '../../record/answer.ts'
import { safeLink } from '../../record/safe-link.ts'
import { cutText } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { LIMITS } from '../limits.ts'

/** Interpreted by nothing: no emoji, no markup. */
export function plainText(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, limit), emoji: false }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header.text) }
}

/** The text within `limit`, its last character an ellipsis where it was longer. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit - 1).head}…`
}

/** A name and how many there are of it, the name shortened so that the count is there. */
export function counted(name: string, count: number, limit: number): string {
  const behind = WORDS.count(count)
  return `${shorten(name, limit - behind.length)}${behind}`
}

/** A block of lines of rich text, which interprets nothing in them. */
export function richText(...lines: RichTextElement[][]): RichTextBlock {
  return { type: 'rich_text', elements: lines.map(section) }
}

export function section(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** Words of a line; what is quoted at length comes cut, and whatever else is that long loses its end. */
export function words(text: string, style?: { bold?: boolean; italic?: boolean }): RichTextElement {
  return { type: 'text', text: shorten(text, LIMITS.richText.text), ...(style && { style }) }
}

export function link(url: string, text: string): RichTextElement {
  return { type: 'link', url, text: shorten(text, LIMITS.richText.text) }
}

/** Somebody's heading or name inside a line, so that there is room for the rest of it. */
export function inLine(text: string): string {
  return shorten(text, LIMITS.header.text)
}

/** What a message says to screen readers and notifications, as Slack takes it: nothing in it is interpreted. */
export function messageText(text: string): string {
  const most: number = LIMITS.message.text
  let shown = text
  // Entities count as they are written.
  for (let limit = most; escapeMrkdwn(shown).length > most; limit = Math.floor(limit * 0.8))
    shown = shorten(text, limit)
  return escapeMrkdwn(shown)
}

/** Running text of the record: its links stay links where they can be linked safely, and are text where they can't. */
export function inlineElements(content: readonly Inline[]): RichTextElement[] {
  return content
    .filter((part) => (typeof part === 'string' ? part : part.text) !== '')
    .map((part) => {
      if (typeof part === 'string') return words(part)
      const url = part.href.length <= LIMITS.linkUrl ? safeLink(part.href) : undefined
      return url === undefined ? words(part.text) : link(url, part.text)
    })
}

import type {
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from '@slack/types'
import type { Inline } from '../../record/answer.ts'
import { safeLink } from '../../record/safe-link.ts'
import { cutText } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { LIMITS } from '../limits.ts'

/** What is sent: blocks to see, and a text that says all of it to screen readers and notifications. */
export interface Message {
  text: string
  blocks: KnownBlock[]
}

/** For `chat.postMessage` and response_urls: without it Slack adds a preview of the source link. */
export const NO_UNFURLS = { unfurl_links: false, unfurl_media: false }
/** For response_urls: a message that only the person sees who pressed or typed, beside what is there. */
export const EPHEMERAL = { response_type: 'ephemeral', replace_original: false, ...NO_UNFURLS } as const
/** For response_urls: in place of the message that was pressed in. */
export const IN_PLACE = { replace_original: true, ...NO_UNFURLS } as const

/** A message of one sentence. */
export function noticeMessage(sentence: string): Message {
  return { text: messageText(sentence), blocks: [richText([span(sentence)])] }
}

/** Text in which Slack interprets nothing, neither emoji nor markup. */
export function plainText(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, limit), emoji: false }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header.text) }
}

/** The text cut to `limit` characters, with an ellipsis where it was longer. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit - 1).head}…`
}

/** A name with its count, the name shortened so that the count fits. */
export function counted(name: string, count: number, limit: number): string {
  const suffix = WORDS.count(count)
  return `${shorten(name, limit - suffix.length)}${suffix}`
}

/** A block with a section for each line. Slack interprets nothing in rich text. */
export function richText(...lines: RichTextElement[][]): RichTextBlock {
  return { type: 'rich_text', elements: lines.map(section) }
}

export function section(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** Text inside a line, cut to Slack's limit. */
export function span(text: string, style?: { bold?: boolean; italic?: boolean }): RichTextElement {
  return { type: 'text', text: shorten(text, LIMITS.richText.text), ...(style && { style }) }
}

export function link(url: string, text: string): RichTextElement {
  return { type: 'link', url, text: shorten(text, LIMITS.richText.text) }
}

/** A heading or name inside a line, cut so that there is room for the rest of the line. */
export function inLine(text: string): string {
  return shorten(text, LIMITS.header.text)
}

/** The `text` of a message, for screen readers and notifications: escaped, and cut to Slack's limit. */
export function messageText(text: string): string {
  const most: number = LIMITS.message.text
  let shown = text
  // Slack counts the characters of the escaped text.
  for (let limit = most; escapeMrkdwn(shown).length > most; limit = Math.floor(limit * 0.8))
    shown = shorten(text, limit)
  return escapeMrkdwn(shown)
}

/** Running text of the record. Its links stay links if they are safe and short enough, and become text if not. */
export function inlineElements(content: readonly Inline[]): RichTextElement[] {
  return content
    .filter((part) => (typeof part === 'string' ? part : part.text) !== '')
    .map((part) => {
      if (typeof part === 'string') return span(part)
      const url = part.href.length <= LIMITS.linkUrl ? safeLink(part.href) : undefined
      return url === undefined ? span(part.text) : link(url, part.text)
    })
}

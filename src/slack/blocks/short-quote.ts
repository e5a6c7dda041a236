import type { RichTextQuote } from '@slack/types'
import type { Passage } from '../../record/answer.ts'
import { shortPassage } from '../../wording/reply-text.ts'

/** The first sentences of a passage, as a quotation. Slack refuses an empty text, which a table without words has. */
export function shortQuote(passage: Passage): RichTextQuote {
  return { type: 'rich_text_quote', elements: [{ type: 'text', text: shortPassage(passage) || '\u00a0' }] }
}

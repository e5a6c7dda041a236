import type { RichTextBlock } from '@slack/types'
import type { Found } from '../../search/found.ts'
import { type Note, passageNotes } from '../../wording/reply-notes.ts'
import { inLine, link, richText, words } from './text.ts'

/** What to know of a passage before relying on it, a block a note. Ages are counted to `today`. */
export function noteBlocks(found: Found, today: string): RichTextBlock[] {
  return passageNotes(found, today).map(noteBlock)
}

export function noteBlock({ text, links }: Note): RichTextBlock {
  const linked = links.flatMap(({ text, url }, nth) => [words(nth === 0 ? ' ' : ', '), link(url, inLine(text))])
  return richText([words(text, { italic: true }), ...linked])
}

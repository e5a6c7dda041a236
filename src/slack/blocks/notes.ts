import type { RichTextBlock } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import type { Found } from '../../search/found.ts'
import { citation } from '../../wording/citation.ts'
import { type Note, passageNotes } from '../../wording/reply-notes.ts'
import { WORDS } from '../../wording/words.ts'
import { inLine, link, richText, span } from './text.ts'

/** Who answered, for which department, when, UIN, House, and the link to the source. */
export function sourceLine({ answer }: { answer: WrittenAnswer }): RichTextBlock {
  return richText([span(`${citation(answer)} · `), link(answer.source, WORDS.source)])
}

/** What to know of a passage before relying on it, a block for each note. Ages are counted to `today`. */
export function noteBlocks(found: Found, today: string): RichTextBlock[] {
  return passageNotes(found, today).map(noteBlock)
}

export function noteBlock({ text, links }: Note): RichTextBlock {
  const linked = links.flatMap(({ before = '', text, url }, nth) => [
    span(`${nth === 0 ? ' ' : ', '}${before}`),
    link(url, inLine(text)),
  ])
  return richText([span(text, { italic: true }), ...linked])
}

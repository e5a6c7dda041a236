import type { KnownBlock } from '@slack/types'
import type { Found } from '../../search/found.ts'
import { shortCitation } from '../../wording/citation.ts'
import { marks } from '../../wording/reply-notes.ts'
import { WORDS } from '../../wording/words.ts'
import { noteBlock } from './notes.ts'
import { shortQuote } from './short-quote.ts'
import { inLine, link, richText, words } from './text.ts'

/** Passages under a title, with a line between them and what is before. */
export function otherPassages(title: string, found: readonly Found[]): KnownBlock[] {
  if (found.length === 0) return []
  return [{ type: 'divider' }, richText([words(title, { bold: true })]), ...found.map(shortened)]
}

/** A passage in few lines, on one block: what it says, where it stands, and its link. */
function shortened(found: Found): KnownBlock {
  const { answer, passage } = found
  return {
    type: 'rich_text',
    elements: [
      shortQuote(passage),
      ...richText([
        words(`${inLine(answer.heading)}: ${inLine(shortCitation(answer))} · `),
        link(answer.source, WORDS.source),
      ]).elements,
      ...marks(found).flatMap((mark) => noteBlock(mark).elements),
    ],
  }
}

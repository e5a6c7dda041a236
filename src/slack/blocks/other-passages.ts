import type { ActionsBlock, Button, KnownBlock, RichTextBlock } from '@slack/types'
import { z } from 'zod'
import { PAGE_SIZE, type ReplyPage } from '../../answering/reply-page.ts'
import type { Found } from '../../search/found.ts'
import { shortCitation } from '../../wording/citation.ts'
import { marks } from '../../wording/reply-notes.ts'
import { WORDS } from '../../wording/words.ts'
import { readInFull } from './answer-list.ts'
import { CarriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import { noteBlock } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, link, richText, span } from './text.ts'

export const MORE_RESULTS = 'more_results'
export const PREVIOUS_RESULTS = 'previous_results'

/** Passages under a title, with a line between them and what is above. */
export function otherPassages(title: string, found: readonly Found[]): KnownBlock[] {
  if (found.length === 0) return []
  return [{ type: 'divider' }, richText([span(title, { bold: true })]), ...found.map(shortened)]
}

/** A passage in one block: its first sentences, heading, citation, link and notes. */
function shortened(found: Found): KnownBlock {
  return {
    type: 'rich_text',
    elements: [...citedQuote(found), ...marks(found).flatMap((mark) => noteBlock(mark).elements)],
  }
}

/** The first sentences of a passage, then its heading, citation and link. */
export function citedQuote({ answer, passage }: Pick<Found, 'answer' | 'passage'>): RichTextBlock['elements'] {
  return [
    shortQuote(passage),
    ...richText([
      span(`${inLine(answer.heading)}: ${inLine(shortCitation(answer))} · `),
      link(answer.source, WORDS.source),
    ]).elements,
  ]
}

const MoreValue = z.object({ question: CarriedQuestion, page: z.int().min(0).max(1000), share: z.boolean().optional() })

/** The question and page that a press asks for; undefined if the value wasn't written by this app. */
export function parseMoreValue(value: string | undefined): z.infer<typeof MoreValue> | undefined {
  return MoreValue.safeParse(parseJson(value)).data
}

/** Controls of the other passages shown: a select that opens one in full, and buttons to the pages before and after. */
export function pagingControls(shown: ReplyPage, share: boolean): ActionsBlock[] {
  const { reply, page } = shown
  const others = reply.kind === 'no-answer' ? reply.nearest : reply.others
  if (others.length === 0) return []
  return [
    {
      type: 'actions',
      elements: [
        readInFull(others.map(({ answer }) => answer)),
        ...(page > 0 ? [button(PREVIOUS_RESULTS, WORDS.previousResults, pageValue(shown, page - 1, share))] : []),
        ...moreButton(shown, share),
      ],
    },
  ]
}

/** The button to the next page, with the number of passages left if they fit on it. */
export function moreButton(shown: ReplyPage, share: boolean): Button[] {
  const { left, page } = shown
  const text = page === 0 && left <= PAGE_SIZE ? WORDS.moreCounted(left) : WORDS.moreResults
  return left > 0 ? [button(MORE_RESULTS, text, pageValue(shown, page + 1, share))] : []
}

function pageValue({ reply: { question } }: ReplyPage, page: number, share: boolean): string {
  return JSON.stringify({ question: carryQuestion(question), page, ...(share && { share }) })
}

import type { KnownBlock, RichTextBlock, RichTextList, RichTextQuote, TableBlock } from '@slack/types'
import { type Block, type Inline, inlineText, type Passage } from '../../record/answer.ts'
import { passageText } from '../../record/passage-text.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { LIMITS } from '../limits.ts'
import { inlineElements, section } from './text.ts'

/** Only messages can have Slack's tables, and only one each. */
export type Surface = 'message' | 'view'

type Quoted = RichTextBlock['elements'][number]

/** The first sentences of a passage, as a quotation; of about as many characters as other passages of a reply by default. */
export function shortQuote(passage: Passage, chars?: number): RichTextQuote {
  return { type: 'rich_text_quote', elements: [{ type: 'text', text: shortPassage(passage, chars) || EMPTY }] }
}

/** A passage of the record, word for word, as a quotation. */
export function quotation(passage: Passage, surface: Surface): KnownBlock[] {
  const blocks: KnownBlock[] = []
  let quoted: Quoted[] = []
  const close = () => {
    if (quoted.length > 0) blocks.push({ type: 'rich_text', elements: quoted })
    quoted = []
  }
  for (const block of passage) {
    if (block.type === 'table' && surface === 'message' && fitsTable(block)) {
      close()
      blocks.push(table(block))
    } else quoted.push(...quote(block))
  }
  close()
  return blocks
}

function quote(block: Block): Quoted[] {
  switch (block.type) {
    case 'paragraph':
      return [{ type: 'rich_text_quote', elements: inlineElements(block.content) as RichTextQuote['elements'] }]
    case 'list':
      return lists(block)
    case 'table':
      return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: monospaced(block) }] }]
  }
}

/** A Slack list has one depth, so a nested list becomes several, whose numbers continue. */
function lists({ ordered, items, start = 1 }: Extract<Block, { type: 'list' }>): Quoted[] {
  const runs: (RichTextList & { offset?: number })[] = []
  const counted: number[] = [start - 1]
  for (const { depth, content } of items) {
    const indent = Math.min(depth, LIMITS.richText.listIndent)
    const last = runs.at(-1)
    if (last?.indent === indent) last.elements.push(section(inlineElements(content)))
    else {
      const offset = counted[indent] ?? 0
      runs.push({
        type: 'rich_text_list',
        style: ordered ? 'ordered' : 'bullet',
        indent,
        border: 1,
        ...(ordered && offset > 0 && { offset }),
        elements: [section(inlineElements(content))],
      })
    }
    counted.length = indent + 1
    counted[indent] = (counted[indent] ?? 0) + 1
  }
  return runs
}

type Table = Extract<Block, { type: 'table' }>

function fitsTable({ rows }: Table): boolean {
  return rows.length <= LIMITS.table.rows && columns(rows) <= LIMITS.table.columns
}

const columns = (rows: Table['rows']) => Math.max(...rows.map((row) => row.length))

/** In place of an empty text, which Slack refuses. */
const EMPTY = '\u00a0'

/** Slack refuses rows of different lengths. */
function table({ rows }: Table): TableBlock {
  const width = columns(rows)
  return {
    type: 'table',
    column_settings: Array.from({ length: width }, () => ({ is_wrapped: true })),
    rows: rows.map((cells) => Array.from({ length: width }, (_, column) => cell(cells[column] ?? []))),
  }
}

function cell(content: readonly Inline[]): TableBlock['rows'][number][number] {
  if (content.every((part) => typeof part === 'string')) return { type: 'raw_text', text: inlineText(content) || EMPTY }
  return { type: 'rich_text', elements: [section(inlineElements(content))] }
}

function monospaced(block: Table): string {
  const text = aligned(block.rows)
  return (text.length <= LIMITS.richText.text ? text : passageText([block])) || EMPTY
}

/** Rows as lines, columns padded to the same width for a monospaced font. */
function aligned(rows: Table['rows']): string {
  const texts = rows.map((cells) => cells.map((content) => inlineText(content).replaceAll('\n', ' ')))
  const widths = Array.from({ length: columns(rows) }, (_, column) =>
    Math.max(...texts.map((cells) => cells[column]?.length ?? 0)),
  )
  return texts
    .map((cells) =>
      cells
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

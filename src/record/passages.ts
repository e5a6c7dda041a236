import { type Block, inlineText, type Passage } from './answer.ts'
import { passageText } from './passage-text.ts'

const CAPTION_MAX_CHARS = 150
const HEADING_MAX_CHARS = 100
/** A longer numbered paragraph says something by itself. */
const ITEM_MAX_CHARS = 300
/** Items and notes join a passage up to this length: beyond it a quotation is too long to read. */
const PASSAGE_MAX_CHARS = 1500

/** "(ii) …", "b) …", "3. …", "• …". */
const ITEM = /^(?:[•●▪‣◦*–-]\s|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)\s|\d{1,2}[.]\s)/i
/** What stands below a table and explains it: "1- …", "* …", "[2] …", "Note: …", "Source: …", "Figures are rounded …". */
const TABLE_NOTE =
  /^(?:[*†‡]|\[\d+\]|\(\d+\)|\d{1,2}\s?[-–.)]|(?:notes?|sources?)\b|(?:figures?|totals?|percentages|numbers) (?:is|are|may|have|has)\b)/i
const ADDRESS = /^\(?(?:https?:\/\/|www\.)\S+$/i
const SENTENCE_END = /[.?!:;,][)"'”’]*$/

/**
 * Groups an answer's blocks into passages, each of which can be quoted by itself. Joined to what it belongs to is:
 * a list, to the paragraph that introduces it; a table, to its caption; the notes below a table, to the table; what
 * follows a paragraph that ends in a colon; short numbered paragraphs, to those before them; a heading, to the
 * paragraph below it; a bare address, to what it is the address of. The order and the words stay the record's.
 */
export function toPassages(blocks: readonly Block[]): Passage[] {
  const groups: Group[] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    const chars = passageText([block]).length
    if (last && belongsTo(last, block)) {
      last.passage.push(block)
      last.chars += chars + 1
      last.onlyHeadings &&= isHeading(block)
      last.hasTable ||= block.type === 'table'
    } else groups.push({ passage: [block], chars, onlyHeadings: isHeading(block), hasTable: block.type === 'table' })
  }
  return groups.map(({ passage }) => passage)
}

/** A passage, and what is asked of it for each block that may join it: looking through it each time takes quadratic time. */
interface Group {
  passage: Passage
  /** The length of its text. */
  chars: number
  onlyHeadings: boolean
  hasTable: boolean
}

function belongsTo(group: Group, block: Block): boolean {
  const before = group.passage.at(-1) as Block
  switch (block.type) {
    case 'list':
      return before.type === 'paragraph' || before.type === 'list'
    case 'table':
      return before.type === 'paragraph' && isCaption(textOf(before))
    case 'paragraph':
      return paragraphBelongsTo(group, before, textOf(block))
  }
}

function paragraphBelongsTo(group: Group, before: Block, text: string): boolean {
  if (ADDRESS.test(text) || !/[\p{L}\p{N}]/u.test(text)) return true
  if (before.type === 'paragraph' && textOf(before).endsWith(':')) return true
  if (group.chars + text.length > PASSAGE_MAX_CHARS) return false
  if (group.onlyHeadings) return true
  if (group.hasTable) return TABLE_NOTE.test(text)
  return before.type === 'paragraph' && isItem(textOf(before)) && isItem(text)
}

function isCaption(text: string): boolean {
  return text.endsWith(':') || (text.length <= CAPTION_MAX_CHARS && !/[.?!]$/.test(text))
}

function isHeading(block: Block): boolean {
  if (block.type !== 'paragraph') return false
  const text = textOf(block)
  return text.length <= HEADING_MAX_CHARS && !SENTENCE_END.test(text) && !ITEM.test(text) && !ADDRESS.test(text)
}

const isItem = (text: string) => text.length <= ITEM_MAX_CHARS && ITEM.test(text)

const textOf = (block: Extract<Block, { type: 'paragraph' }>) => inlineText(block.content).trim()

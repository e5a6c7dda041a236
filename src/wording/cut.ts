import { type Block, type Inline, inlineText, type Passage } from '../record/answer.ts'
import { passageText } from '../record/passage-text.ts'

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const CHARACTERS = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })
/** A full stop after these ends no sentence, although by Unicode's rules it does before a capital. */
const ABBREVIATION = /(?:^|[\s(])(?:hon|rt|mr|mrs|ms|dr|prof|st|nos?|paras?|col|vol|cf|vs|e\.g|i\.e|etc)\.\s*$/i

/** The head of a text or passage, and the rest, undefined where nothing is left. */
export interface Cut<T> {
  head: T
  rest: T | undefined
}

/** A text or passage in parts of at most `limit` characters, each cut by `cut`. */
export function inParts<T>(whole: T, limit: number, cut: (whole: T, limit: number) => Cut<T>): T[] {
  const parts: T[] = []
  for (let left: T | undefined = whole; left !== undefined; ) {
    const { head, rest }: Cut<T> = cut(left, limit)
    parts.push(head)
    left = rest
  }
  return parts
}

/**
 * Cuts a text after the last whole sentence within `limit` characters (UTF-16 units, as Slack counts). If the first
 * sentence is longer, it cuts at the last white space; if the first word is, between two graphemes.
 */
export function cutText(text: string, limit: number): Cut<string> {
  if (text.length <= limit) return { head: text, rest: undefined }
  const ends = [lastSentenceEnd, lastSpace, lastCharacterEnd].map((end) => end(text, limit))
  const end = ends.find((end) => text.slice(0, end).trim() !== '') ?? limit
  return { head: text.slice(0, end).trimEnd(), rest: text.slice(end).trimStart() }
}

function lastSentenceEnd(text: string, limit: number): number {
  let last = 0
  for (const { index, segment } of SENTENCES.segment(text)) {
    if (index + segment.trimEnd().length > limit) break
    const end = index + segment.length
    if (!ABBREVIATION.test(text.slice(last, end))) last = end
  }
  return last
}

function lastSpace(text: string, limit: number): number {
  return /\s/.test(text.charAt(limit)) ? limit : Math.max(0, text.slice(0, limit).search(/\s\S*$/))
}

function lastCharacterEnd(text: string, limit: number): number {
  let last = 0
  for (const { index, segment } of CHARACTERS.segment(text)) {
    if (index + segment.length > limit) break
    last = index + segment.length
  }
  return last
}

/** Cuts a passage to `limit` characters: after whole blocks, list items and rows if any fit, else as `cutText` does. */
export function cutPassage(passage: Passage, limit: number): Cut<Passage> {
  const head: Passage = []
  let left = limit
  for (const [index, block] of passage.entries()) {
    const cut = cutBlock(block, left, head.length === 0)
    if (cut.head) head.push(cut.head)
    if (cut.rest || !cut.head)
      return { head, rest: [...(cut.rest ? [cut.rest] : [block]), ...passage.slice(index + 1)] }
    left -= passageText([cut.head]).length + 1
  }
  return { head, rest: undefined }
}

type List = Extract<Block, { type: 'list' }>

interface BlockCut {
  head: Block | undefined
  rest: Block | undefined
}

/** With `must`, the head is not empty however small the limit is. */
function cutBlock(block: Block, limit: number, must: boolean): BlockCut {
  if (passageText([block]).length <= limit) return { head: block, rest: undefined }
  switch (block.type) {
    case 'paragraph': {
      const end = cutText(inlineText(block.content), Math.max(limit, must ? 1 : 0)).head.length
      if (end === 0 || (!must && !endsSentence(inlineText(block.content).slice(0, end))))
        return { head: undefined, rest: block }
      return {
        head: { ...block, content: sliceInline(block.content, 0, end) },
        rest: { ...block, content: trimStart(sliceInline(block.content, end)) },
      }
    }
    case 'list': {
      const whole = countFitting(
        block.items.map(({ content, depth }) => inlineText(content).length + 2 * depth + 5),
        limit,
      )
      const [first, ...others] = block.items
      if (whole > 0) return continued(block, split(block, 'items', whole), whole)
      if (!must || !first) return { head: undefined, rest: block }
      const text = inlineText(first.content)
      const end = cutText(text, limit).head.length
      const left =
        text.slice(end).trim() === '' ? [] : [{ ...first, content: trimStart(sliceInline(first.content, end)) }]
      const items = [...left, ...others]
      return {
        head: { ...block, items: [{ ...first, content: sliceInline(first.content, 0, end) }] },
        rest: items.length > 0 ? { ...block, items } : undefined,
      }
    }
    case 'table': {
      const lengths = block.rows.map((cells) => cells.reduce((sum, cell) => sum + inlineText(cell).length + 3, 1))
      const whole = countFitting(lengths, limit)
      if (whole > 0) return split(block, 'rows', whole)
      return must ? cutFirstRow(block, limit) : { head: undefined, rest: block }
    }
  }
}

/** Numbers the rest of a numbered list on from its head. */
function continued(list: List, cut: BlockCut, taken: number): BlockCut {
  if (!list.ordered || cut.rest?.type !== 'list') return cut
  const counted = list.items.slice(0, taken).filter(({ depth }) => depth === 0).length
  return { ...cut, rest: { ...cut.rest, start: (list.start ?? 1) + counted } }
}

/** Cuts a first row that is too long: each of its cells gets an equal share of the limit. */
function cutFirstRow({ type, rows }: Extract<Block, { type: 'table' }>, limit: number): BlockCut {
  const [first = [], ...others] = rows
  const share = Math.max(1, Math.floor(limit / first.length) - 3)
  const ends = first.map((cell) => cutText(inlineText(cell), share).head.length)
  const left = first.map((cell, column) => trimStart(sliceInline(cell, ends[column] ?? 0)))
  const rest = [...(left.some((cell) => cell.length > 0) ? [left] : []), ...others]
  return {
    head: { type, rows: [first.map((cell, column) => sliceInline(cell, 0, ends[column] ?? 0))] },
    rest: rest.length > 0 ? { type, rows: rest } : undefined,
  }
}

function split<K extends 'items' | 'rows', B extends Block & Record<K, unknown[]>>(
  block: B,
  key: K,
  at: number,
): BlockCut {
  const all = block[key]
  return {
    head: { ...block, [key]: all.slice(0, at) },
    rest: at < all.length ? { ...block, [key]: all.slice(at) } : undefined,
  }
}

function countFitting(lengths: readonly number[], limit: number): number {
  let sum = 0
  const over = lengths.findIndex((length) => {
    sum += length
    return sum > limit
  })
  return over < 0 ? lengths.length : over
}

const endsSentence = (text: string) => /[.?!:;]["'”’)]*$/.test(text)

function sliceInline(content: readonly Inline[], from: number, to = Number.POSITIVE_INFINITY): Inline[] {
  let start = 0
  return content.flatMap((part): Inline[] => {
    const text = typeof part === 'string' ? part : part.text
    const sliced = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    start += text.length
    if (sliced === '') return []
    return [typeof part === 'string' ? sliced : { ...part, text: sliced }]
  })
}

function trimStart(content: Inline[]): Inline[] {
  const text = inlineText(content)
  return sliceInline(content, text.length - text.trimStart().length)
}

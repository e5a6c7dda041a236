import type { Block, Passage } from './answer.ts'
import { inlineText } from './passage-text.ts'

const CAPTION_MAX_CHARS = 150

/**
 * Groups an answer's blocks into passages: a list joins the paragraph before it, which introduces it; a table joins
 * the paragraph before it when that reads as its caption (ends with a colon, or is short and ends no sentence).
 */
export function toPassages(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = []
  for (const block of blocks) {
    const last = passages.at(-1)
    if (last && belongsTo(last, block)) last.push(block)
    else passages.push([block])
  }
  return passages
}

function belongsTo(passage: Passage, block: Block): boolean {
  const before = passage.at(-1)
  if (block.type === 'list') return before?.type === 'paragraph' || before?.type === 'list'
  if (block.type !== 'table' || before?.type !== 'paragraph' || passage.length > 1) return false
  const text = inlineText(before.content).trim()
  return text.endsWith(':') || (text.length <= CAPTION_MAX_CHARS && !/[.?!]$/.test(text))
}

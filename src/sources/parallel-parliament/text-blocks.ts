import type { Block } from '../../record/answer.ts'

const BULLET = /^[•●▪‣◦o·–*-]\s+(?=\S)/

/**
 * The paragraphs, lists and tables of a text as a browser copies a page: paragraphs separated by blank lines, list items
 * with a bullet, table cells separated by tabs. Consecutive lines stay one paragraph, numbered ones too: their numbers
 * are part of the record's text.
 */
export function textBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const raw of lines) {
    const line = raw.replaceAll('\u00a0', ' ').trim()
    const next = line === '' ? undefined : readLine(line)
    if (!next) open = undefined
    else if (open?.type === 'table' && next.type === 'table') open.rows.push(...next.rows)
    else if (open?.type === 'list' && next.type === 'list') open.items.push(...next.items)
    else if (open?.type === 'paragraph' && next.type === 'paragraph')
      open.content = [`${open.content.join('')}\n${next.content.join('')}`]
    else {
      open = next
      blocks.push(next)
    }
  }
  return blocks
}

function readLine(line: string): Block {
  const item = line.replace(BULLET, '')
  if (item !== line) return { type: 'list', ordered: false, items: [{ depth: 0, content: [item] }] }
  if (!line.includes('\t')) return { type: 'paragraph', content: [line] }
  const cells = line.split('\t').map((cell) => cell.trim())
  return { type: 'table', rows: [cells.map((cell) => (cell === '' ? [] : [cell]))] }
}

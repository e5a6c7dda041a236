import type { Block } from '../../record/answer.ts'

const BULLET = /^[•●▪‣◦o·–*-]\s+(?=\S)/

/**
 * The paragraphs, lists and tables of a text as a browser copies a page: paragraphs parted by blank lines, list items
 * behind a bullet, table cells parted by tabs. Lines that follow each other stay lines of one paragraph, and so do
 * numbered lines, whose numbers are words of the record.
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

import { type Block, inlineText, type Passage } from './answer.ts'

/** A passage as plain text, word for word: one list item a line after its mark, cells separated by bars. */
export function passageText(passage: Passage): string {
  return passage.map(blockText).join('\n')
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.content)
    case 'list':
      return listLines(block).join('\n')
    case 'table':
      return block.rows.map((cells) => cells.map(inlineText).join(' | ')).join('\n')
  }
}

function listLines(list: Extract<Block, { type: 'list' }>): string[] {
  const counters: number[] = list.start === undefined ? [] : [list.start - 1]
  return list.items.map(({ depth, content }) => {
    counters.length = depth + 1
    counters[depth] = (counters[depth] ?? 0) + 1
    const mark = list.ordered ? `${counters[depth]}.` : '•'
    return `${'  '.repeat(depth)}${mark} ${inlineText(content)}`
  })
}

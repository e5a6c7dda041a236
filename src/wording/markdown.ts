import { type Block, type Inline, inlineText, type Passage } from '../record/answer.ts'
import { safeLink } from '../record/safe-link.ts'

/** A passage as Markdown (CommonMark, with tables as GitHub writes them) that shows its words as they are. */
export function passageMarkdown(passage: Passage): string {
  return passage.map(blockMarkdown).join('\n\n')
}

/** Text in which Markdown interprets nothing. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<>#|~$&^@]/g, '\\$&')
      // GitHub's Markdown makes links of addresses that stand in a text.
      .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
      // What begins a list, or underlines a heading, at the beginning of a line.
      .replace(/^(?<space>\s*)(?<sign>[-+=:])/gm, '$<space>\\$<sign>')
      .replace(/^(?<space>\s*)(?<number>\d{1,9})(?<sign>[.)])/gm, '$<space>$<number>\\$<sign>')
      .replace(/\n/g, '\\\n')
  )
}

/** The same, with its addresses as links. */
export function linkedMarkdown(text: string): string {
  return text
    .split(/(?<url>https?:\/\/[^\s<>|)]+)/)
    .map((part, nth) => (nth % 2 === 1 && safeLink(part) ? `<${part}>` : escapeMarkdown(part)))
    .join('')
}

/** Lines as a quotation. */
export function quoteMarkdown(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.content)
    case 'list':
      return listMarkdown(block)
    case 'table':
      return tableMarkdown(block.rows)
  }
}

function inlineMarkdown(content: readonly Inline[]): string {
  const parts = content.map((part) => {
    if (typeof part === 'string') return escapeMarkdown(part)
    const url = safeLink(part.href)
    // Round brackets would end the address early.
    return url === undefined
      ? escapeMarkdown(part.text)
      : `[${escapeMarkdown(part.text)}](<${url.replace(/[<>\s\\]/g, encodeURIComponent)}>)`
  })
  // A line break at the end would stand there as a backslash.
  return parts
    .join('')
    .replace(/(?:\\\n|\s)+$/, '')
    .trimStart()
}

function listMarkdown({ ordered, start = 1, items }: Extract<Block, { type: 'list' }>): string {
  const counters: number[] = [start - 1]
  // The items that the present one is inside, and where those inside them begin. What is further in would be code.
  const outer: { depth: number; inside: number }[] = []
  return items
    .map(({ depth, content }) => {
      counters.length = depth + 1
      counters[depth] = (counters[depth] ?? 0) + 1
      while ((outer.at(-1)?.depth ?? -1) >= depth) outer.pop()
      const indent = outer.at(-1)?.inside ?? 0
      const mark = ordered ? `${counters[depth]}.` : '-'
      outer.push({ depth, inside: indent + Math.max(4, mark.length + 1) })
      return `${' '.repeat(indent)}${mark} ${inlineMarkdown(content).replace(/\\\n/g, ' ')}`
    })
    .join('\n')
}

/** Markdown's tables have a head: the first row. Rows are filled up to the same length. */
function tableMarkdown(rows: readonly (readonly (readonly Inline[])[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const cell = (content: readonly Inline[] = []) => escapeMarkdown(inlineText(content).replace(/\s+/g, ' ').trim())
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const lines = rows.map((row) => line(Array.from({ length: columns }, (_, column) => cell(row[column]))))
  const [head = '', ...others] = lines
  return [head, line(Array.from({ length: columns }, () => '---')), ...others].join('\n')
}

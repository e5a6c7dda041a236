import { defaultTreeAdapter as tree } from 'parse5'
import type { Block, Inline } from '../../record/answer.ts'
import { BLOCK_LEVEL, endsWithBreak, inline, inlineOf, linkOf, SILENT, textOf, tidy } from './html-inline.ts'
import { readList } from './html-list.ts'
import { readTable } from './html-table.ts'
import { elementsIn, type HtmlNode, isList } from './html-tree.ts'
import { parseHtml } from './parse-html.ts'

/**
 * The paragraphs, lists and tables of a piece of HTML, in order. Headings come as paragraphs. Empty paragraphs are
 * dropped, two line breaks in a row end a paragraph, entities are decoded, and links keep their real address
 * (Outlook's safelinks are unwrapped; a link with an unsafe address becomes plain text).
 * @throws Error that says which limit it is over
 */
export function htmlBlocks(html: string): Block[] {
  const blocks: Block[] = []
  let text: Inline[] = []
  let cells = 0

  const endParagraph = () => {
    const content = tidy(text)
    if (content.length > 0) blocks.push({ type: 'paragraph', content })
    text = []
  }
  const add = (...found: (Block | undefined)[]) => {
    endParagraph()
    blocks.push(...found.filter((block) => block !== undefined))
  }
  const walk = (node: HtmlNode, href?: string) => {
    if (tree.isTextNode(node)) {
      text.push(inline(node.value, href))
      return
    }
    if (!tree.isElementNode(node) || SILENT.has(node.tagName)) return
    const children = () => {
      for (const child of node.childNodes) walk(child, linkOf(node) ?? href)
    }
    if (node.tagName === 'br') {
      if (endsWithBreak(text)) endParagraph()
      else text.push('\n')
    } else if (isList(node)) add(readList(node))
    else if (node.tagName === 'table') {
      const table = readTable(node, cells)
      cells = table.cells
      add(...table.blocks)
    } else if (BLOCK_LEVEL.has(node.tagName)) {
      endParagraph()
      children()
      endParagraph()
    } else children()
  }

  for (const node of parseHtml(html).childNodes) walk(node)
  endParagraph()
  return blocks
}

/** The texts of the headings of a piece of HTML, in order. @throws Error that says which limit it is over */
export function headingTexts(html: string): string[] {
  return elementsIn(parseHtml(html), ({ tagName }) => /^h[1-6]$/.test(tagName)).map((heading) =>
    tidy(inlineOf(heading, undefined)).map(textOf).join(''),
  )
}

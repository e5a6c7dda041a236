import { type DefaultTreeAdapterTypes, parseFragment, defaultTreeAdapter as tree } from 'parse5'
import type { Block, Inline } from './answer.ts'
import { safeLink } from './safe-link.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Parent = DefaultTreeAdapterTypes.ParentNode
type Element = DefaultTreeAdapterTypes.Element
type List = Extract<Block, { type: 'list' }>

/** Elements whose content is no part of a text. */
const SILENT = words('head script style noscript template svg img iframe object nav footer form button select')
const BLOCK_LEVEL = words(
  'html body main article section aside header div p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption address dl dt dd hr center li',
)

/**
 * The paragraphs, lists and tables of a piece of HTML, in order. Headings come as paragraphs. Empty paragraphs are
 * dropped, two line breaks in a row end a paragraph, entities are decoded, and links keep their real address
 * (Outlook's safelinks are unwrapped; an address that can't be linked safely leaves its text).
 */
export function htmlBlocks(html: string): Block[] {
  const blocks: Block[] = []
  let text: Inline[] = []

  const endParagraph = () => {
    const content = tidy(text)
    if (content.length > 0) blocks.push({ type: 'paragraph', content })
    text = []
  }
  const add = (block: Block | undefined) => {
    endParagraph()
    if (block) blocks.push(block)
  }
  const walk = (node: Node, href?: string) => {
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
    } else if (node.tagName === 'ul' || node.tagName === 'ol') add(readList(node))
    else if (node.tagName === 'table') add(readTable(node))
    else if (BLOCK_LEVEL.has(node.tagName)) {
      endParagraph()
      children()
      endParagraph()
    } else children()
  }

  for (const node of parseFragment(html).childNodes) walk(node)
  endParagraph()
  return blocks
}

function readList(element: Element): List | undefined {
  const items: List['items'] = []
  const read = (list: Element, depth: number) => {
    for (const child of list.childNodes.filter(tree.isElementNode)) {
      if (isList(child)) read(child, depth + 1)
      else {
        const content = tidy(inlineContent(child, isList))
        if (content.length > 0) items.push({ depth, content })
        for (const inner of listsIn(child)) read(inner, depth + 1)
      }
    }
  }
  read(element, 0)
  return items.length > 0 ? { type: 'list', ordered: element.tagName === 'ol', items } : undefined
}

function readTable(element: Element): Block | undefined {
  const rows = elementsIn(element, ({ tagName }) => tagName === 'tr').map((row) =>
    row.childNodes
      .filter(tree.isElementNode)
      .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
      .map((cell) => tidy(inlineContent(cell, () => false))),
  )
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0))
  return filled.length > 0 ? { type: 'table', rows: filled } : undefined
}

const isList = (node: Element) => node.tagName === 'ul' || node.tagName === 'ol'
const listsIn = (parent: Parent) => elementsIn(parent, isList)

/** The nearest descendants that match: what is inside a match is not looked at. */
function elementsIn(parent: Parent, matches: (element: Element) => boolean): Element[] {
  return parent.childNodes
    .filter(tree.isElementNode)
    .flatMap((child) => (matches(child) ? [child] : elementsIn(child, matches)))
}

/** The running text of an element, its inner blocks parted by line breaks, without the elements to leave out. */
function inlineContent(parent: Parent, leaveOut: (element: Element) => boolean, href?: string): Inline[] {
  return parent.childNodes.flatMap((node): Inline[] => {
    if (tree.isTextNode(node)) return [inline(node.value, href)]
    if (!tree.isElementNode(node) || SILENT.has(node.tagName) || leaveOut(node)) return []
    if (node.tagName === 'br') return ['\n']
    const content = inlineContent(node, leaveOut, linkOf(node) ?? href)
    return BLOCK_LEVEL.has(node.tagName) || isList(node) ? ['\n', ...content, '\n'] : content
  })
}

function inline(text: string, href: string | undefined): Inline {
  const spaced = text.replace(/[\u200b\ufeff]/g, '').replace(/[ \t\r\n\f\u00a0]+/g, ' ')
  return href === undefined ? spaced : { text: spaced, href }
}

function linkOf(element: Element): string | undefined {
  if (element.tagName !== 'a') return undefined
  const href = element.attrs.find(({ name }) => name === 'href')?.value.trim()
  return href === undefined ? undefined : safeLink(unwrapSafelink(href))
}

/** Outlook replaces links in what is pasted from mail by `https://….safelinks.protection.outlook.com/?url=REAL`. */
function unwrapSafelink(href: string): string {
  if (!URL.canParse(href)) return href
  const url = new URL(href)
  return url.hostname.endsWith('.safelinks.protection.outlook.com') ? (url.searchParams.get('url') ?? href) : href
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

const textOf = (part: Inline | undefined) => (typeof part === 'string' ? part : (part?.text ?? ''))
const hrefOf = (part: Inline | undefined) => (typeof part === 'object' ? part.href : undefined)
const withText = (part: Inline, text: string): Inline => (typeof part === 'string' ? text : { ...part, text })

function endsWithBreak(parts: readonly Inline[]): boolean {
  return parts.map(textOf).join('').replace(/ +$/, '').endsWith('\n')
}

/** Neighbours of one kind joined, spaces and breaks as a browser would show them, none at either end. */
function tidy(parts: readonly Inline[]): Inline[] {
  const tidied: Inline[] = []
  let end = '\n'
  for (const part of parts) {
    let text = textOf(part).replace(/ *\n */g, '\n')
    if (/[ \n]$/.test(end)) text = text.replace(/^ +/, '')
    if (end.endsWith('\n')) text = text.replace(/^\n+/, '')
    if (text === '') continue
    end = text
    const last = tidied.at(-1)
    if (last !== undefined && hrefOf(last) === hrefOf(part))
      tidied[tidied.length - 1] = withText(last, textOf(last) + text)
    else tidied.push(withText(part, text))
  }
  while (tidied.length > 0) {
    const last = tidied.at(-1) as Inline
    const text = textOf(last).trimEnd()
    tidied.pop()
    if (text !== '')
      return [...tidied, withText(last, text)].map((part) => withText(part, textOf(part).replace(/ +\n/g, '\n')))
  }
  return tidied
}

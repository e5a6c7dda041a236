import { type DefaultTreeAdapterTypes, parseFragment, defaultTreeAdapter as tree } from 'parse5'
import { type Block, type Inline, MAX_LIST_DEPTH } from './answer.ts'
import { safeLink } from './safe-link.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Parent = DefaultTreeAdapterTypes.ParentNode
type Element = DefaultTreeAdapterTypes.Element
type List = Extract<Block, { type: 'list' }>

/** Elements whose content is no part of a text. */
const SILENT = words(
  'head script style noscript template svg img iframe object nav footer button select input textarea',
)
const BLOCK_LEVEL = words(
  'html body main article section aside header div p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption address form fieldset dl dt dd hr center li tr caption',
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
  const add = (...found: (Block | undefined)[]) => {
    endParagraph()
    blocks.push(...found.filter((block) => block !== undefined))
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
    else if (node.tagName === 'table') add(...readTable(node))
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

/** The texts of the headings of a piece of HTML, in order. */
export function headingTexts(html: string): string[] {
  return elementsIn(parseFragment(html), ({ tagName }) => /^h[1-6]$/.test(tagName)).map((heading) =>
    tidy(inlineOf(heading, undefined)).map(textOf).join(''),
  )
}

function readList(element: Element): List | undefined {
  const items: List['items'] = []
  const say = (nodes: readonly Node[], depth: number) => {
    const content = tidy(nodes.flatMap((node) => inlineOf(node, undefined)))
    if (content.length > 0) items.push({ depth: Math.min(depth, MAX_LIST_DEPTH), content })
  }
  /** What stands between inner lists is said item by item, so that nothing changes its place. */
  const read = (parent: Parent, depth: number) => {
    let run: Node[] = []
    for (const child of parent.childNodes) {
      const inner = tree.isElementNode(child) && (isList(child) || child.tagName === 'li' || listsIn(child).length > 0)
      if (!inner) run.push(child)
      else {
        say(run, depth)
        run = []
        if (isList(child)) read(child, depth + 1)
        else read(child, depth)
      }
    }
    say(run, depth)
  }
  read(element, 0)
  const start = Number(attribute(element, 'start') ?? 1)
  const ordered = element.tagName === 'ol'
  if (items.length === 0) return undefined
  return { type: 'list', ordered, ...(ordered && Number.isInteger(start) && start > 1 && { start }), items }
}

/** The caption of a table, as a paragraph before it, and its rows. */
function readTable(element: Element): Block[] {
  const caption = tidy(
    elementsIn(element, ({ tagName }) => tagName === 'caption').flatMap((one) => inlineOf(one, undefined)),
  )
  const rows = spread(elementsIn(element, ({ tagName }) => tagName === 'tr').map(cellsOf))
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0))
  return [
    ...(caption.length > 0 ? [{ type: 'paragraph' as const, content: caption }] : []),
    ...(filled.length > 0 ? [{ type: 'table' as const, rows: filled }] : []),
  ]
}

const cellsOf = (row: Element) =>
  row.childNodes.filter(tree.isElementNode).filter(({ tagName }) => tagName === 'td' || tagName === 'th')

/** Most spans are of a few cells; a larger number is a mistake of the page's. */
const MAX_SPAN = 50

/** Cells in their columns: where one spans several, the others are empty, so that columns stay columns. */
function spread(rows: readonly Element[][]): Inline[][][] {
  const taken: number[] = []
  return rows.map((cells) => {
    const row: Inline[][] = []
    const skipTaken = () => {
      while ((taken[row.length] ?? 0) > 0) {
        taken[row.length] = (taken[row.length] ?? 0) - 1
        row.push([])
      }
    }
    for (const cell of cells) {
      skipTaken()
      const down = span(cell, 'rowspan') - 1
      for (let across = 0; across < span(cell, 'colspan'); across++) {
        taken[row.length] = down
        row.push(across === 0 ? tidy(inlineOf(cell, undefined)) : [])
      }
    }
    skipTaken()
    return row
  })
}

function span(cell: Element, which: 'rowspan' | 'colspan'): number {
  const cells = Number.parseInt(attribute(cell, which) ?? '1', 10)
  return Number.isInteger(cells) && cells > 0 ? Math.min(cells, MAX_SPAN) : 1
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

const isList = (node: Element) => node.tagName === 'ul' || node.tagName === 'ol'
const listsIn = (parent: Parent) => elementsIn(parent, isList)

/** The nearest descendants that match: what is inside a match is not looked at. */
function elementsIn(parent: Parent, matches: (element: Element) => boolean): Element[] {
  return parent.childNodes
    .filter(tree.isElementNode)
    .flatMap((child) => (matches(child) ? [child] : elementsIn(child, matches)))
}

/** The running text of a node, its inner blocks parted by line breaks and its cells by spaces. */
function inlineOf(node: Node, href: string | undefined): Inline[] {
  if (tree.isTextNode(node)) return [inline(node.value, href)]
  if (!tree.isElementNode(node) || SILENT.has(node.tagName)) return []
  if (node.tagName === 'br') return ['\n']
  const content = node.childNodes.flatMap((child) => inlineOf(child, linkOf(node) ?? href))
  if (node.tagName === 'td' || node.tagName === 'th') return [' ', ...content, ' ']
  return BLOCK_LEVEL.has(node.tagName) || isList(node) ? ['\n', ...content, '\n'] : content
}

function inline(text: string, href: string | undefined): Inline {
  const spaced = text.replace(/[\u200b\ufeff]/g, '').replace(/[ \t\r\n\f\u00a0]+/g, ' ')
  return href === undefined ? spaced : { text: spaced, href }
}

function linkOf(element: Element): string | undefined {
  if (element.tagName !== 'a') return undefined
  const href = attribute(element, 'href')?.trim()
  // Browsers take a space in an address for what it stands for.
  return href === undefined ? undefined : safeLink(unwrapSafelink(href).replaceAll(' ', '%20'))
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

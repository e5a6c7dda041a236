import { defaultTreeAdapter as tree } from 'parse5'
import type { Inline } from '../../record/answer.ts'
import { safeLink } from '../../record/safe-link.ts'
import { attribute, type HtmlElement, type HtmlNode, isList } from './html-tree.ts'

/** Elements whose content is not text to read. */
export const SILENT: ReadonlySet<string> = new Set(
  'head script style noscript template svg img iframe object nav footer button select input textarea'.split(' '),
)
export const BLOCK_LEVEL: ReadonlySet<string> = new Set([
  ...'html body main article section aside header div p h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption'.split(' '),
  ...'address form fieldset dl dt dd hr center li tr caption'.split(' '),
])

/** The running text of a node, its inner blocks separated by line breaks and its cells by spaces. */
export function inlineOf(node: HtmlNode, href: string | undefined): Inline[] {
  if (tree.isTextNode(node)) return [inline(node.value, href)]
  if (!tree.isElementNode(node) || SILENT.has(node.tagName)) return []
  if (node.tagName === 'br') return ['\n']
  const content = node.childNodes.flatMap((child) => inlineOf(child, linkOf(node) ?? href))
  if (node.tagName === 'td' || node.tagName === 'th') return [' ', ...content, ' ']
  return BLOCK_LEVEL.has(node.tagName) || isList(node) ? ['\n', ...content, '\n'] : content
}

export function inline(text: string, href: string | undefined): Inline {
  const spaced = text.replace(/[\u200b\ufeff]/g, '').replace(/[ \t\r\n\f\u00a0]+/g, ' ')
  return href === undefined ? spaced : { text: spaced, href }
}

export function linkOf(element: HtmlElement): string | undefined {
  if (element.tagName !== 'a') return undefined
  const href = attribute(element, 'href')?.trim()
  // Browsers encode spaces in an address.
  return href === undefined ? undefined : safeLink(unwrapSafelink(href).replaceAll(' ', '%20'))
}

/** Outlook replaces the links of pasted mail by `https://….safelinks.protection.outlook.com/?url=REAL`. */
function unwrapSafelink(href: string): string {
  if (!URL.canParse(href)) return href
  const url = new URL(href)
  return url.hostname.endsWith('.safelinks.protection.outlook.com') ? (url.searchParams.get('url') ?? href) : href
}

export const textOf = (part: Inline | undefined) => (typeof part === 'string' ? part : (part?.text ?? ''))
const hrefOf = (part: Inline | undefined) => (typeof part === 'object' ? part.href : undefined)
const withText = (part: Inline, text: string): Inline => (typeof part === 'string' ? text : { ...part, text })

export function endsWithBreak(parts: readonly Inline[]): boolean {
  return /\n *$/.test(textOf(parts.findLast((part) => !/^ *$/.test(textOf(part)))))
}

/** Joins neighbours with the same link, and collapses white space as a browser does, none at either end. */
export function tidy(parts: readonly Inline[]): Inline[] {
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
  while (tidied.length > 0 && textOf(tidied.at(-1)).trim() === '') tidied.pop()
  return tidied.map((part, index) => {
    const text = textOf(part).replace(/ +\n/g, '\n')
    return withText(part, index === tidied.length - 1 ? text.trimEnd() : text)
  })
}

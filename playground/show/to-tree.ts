import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import type { Node } from './drawing.ts'

/** Elements that drawn blocks consist of. Of all else only the text inside is taken, and of scripts and styles nothing. */
const TAGS = new Set([
  ...[
    'a',
    'blockquote',
    'br',
    'button',
    'code',
    'del',
    'div',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'hr',
    'i',
    'li',
    'ol',
    'p',
  ],
  ...['pre', 's', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul', 'b'],
  ...['input', 'textarea', 'label', 'svg', 'path'],
])
const DROPPED = new Set(['script', 'style', 'template', 'iframe', 'object', 'embed', 'noscript'])

const ATTRIBUTES = new Set([
  ...['class', 'aria-label', 'aria-hidden', 'role', 'colspan', 'rowspan', 'start', 'type'],
  ...['d', 'fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'viewBox'],
])
const SAFE_LINK = /^(?:https?|mailto):/i
/** An id that is the path of a control or a block. */
const PATH = /^b\d+(?:e\d+)?$/

type Element = DefaultTreeAdapterTypes.Element
type ChildNode = DefaultTreeAdapterTypes.ChildNode

/** The drawn markup as a tree of the elements and attributes that are known to be harmless; without its outer wrappers. */
export function toTree(html: string): Node[] {
  return childrenOf(contentOf(parseFragment(html).childNodes))
}

/** The renderer wraps blocks in its own containers; what is drawn is in the innermost. */
function contentOf(nodes: ChildNode[]): ChildNode[] {
  const [only] = nodes
  if (nodes.length !== 1 || !only || !('attrs' in only)) return nodes
  const classes = attribute(only, 'class') ?? ''
  if (/\bslack_blocks_to_jsx(?:--blocks)?(?:\s|$)/.test(classes) || classes === 'flex flex-col w-full')
    return contentOf(only.childNodes)
  return nodes
}

function childrenOf(nodes: ChildNode[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.nodeName === '#text') return [(node as DefaultTreeAdapterTypes.TextNode).value]
    if (!('attrs' in node) || DROPPED.has(node.tagName)) return []
    const children = childrenOf(node.childNodes)
    return TAGS.has(node.tagName) ? [[node.tagName, attributesOf(node), children]] : children
  })
}

function attributesOf(element: Element): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const { name, value } of element.attrs) {
    if (ATTRIBUTES.has(name)) attributes[name] = value
    else if (name === 'id' && PATH.test(value)) attributes['data-path'] = value
    else if (name === 'href' && SAFE_LINK.test(value)) attributes.href = value
  }
  // Lists are indented by a style, which the page's policy would refuse; it takes the number instead.
  const indent = /margin-left:\s*(?<px>\d{1,3})(?:px)?/.exec(attribute(element, 'style') ?? '')?.groups?.px
  if (indent !== undefined) attributes['data-indent'] = indent
  return attributes
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value

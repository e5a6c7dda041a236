import type { Node } from '../show/drawing.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** The list of elements is the server's as well; here it holds whatever the server would say. */
const TAGS =
  /^(?:a|b|blockquote|br|button|code|del|div|em|h[1-4]|hr|i|input|label|li|ol|p|path|pre|s|span|strong|sub|sup|svg|table|tbody|td|textarea|th|thead|tr|u|ul)$/
const ATTRIBUTES =
  /^(?:class|aria-label|aria-hidden|role|colspan|rowspan|start|type|d|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|viewBox|data-path|data-block)$/

/** Builds what was drawn, element by element: no text is ever read as HTML. */
export function buildTree(nodes: readonly Node[]): globalThis.Node[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return document.createTextNode(node)
    const [tag, attributes, children] = node
    if (!TAGS.test(tag)) return document.createTextNode('')
    const element = tag === 'svg' || tag === 'path' ? document.createElementNS(SVG, tag) : document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) if (ATTRIBUTES.test(name)) element.setAttribute(name, value)
    if (element instanceof HTMLAnchorElement) setLink(element, attributes.href)
    if (element instanceof HTMLElement && attributes['data-indent'])
      element.style.marginInlineStart = `${Number(attributes['data-indent'])}px`
    element.append(...buildTree(children))
    return element
  })
}

function setLink(link: HTMLAnchorElement, href = ''): void {
  if (!/^(?:https?|mailto):/i.test(href)) return
  link.href = href
  link.target = '_blank'
  link.rel = 'noreferrer noopener'
}

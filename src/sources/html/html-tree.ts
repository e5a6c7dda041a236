import { type DefaultTreeAdapterTypes, defaultTreeAdapter as tree } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlParent = DefaultTreeAdapterTypes.ParentNode
export type HtmlElement = DefaultTreeAdapterTypes.Element

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

export const isList = (node: HtmlElement) => node.tagName === 'ul' || node.tagName === 'ol'

/** The outermost descendants that match; nothing inside a match is searched. */
export function elementsIn(parent: HtmlParent, matches: (element: HtmlElement) => boolean): HtmlElement[] {
  return parent.childNodes
    .filter(tree.isElementNode)
    .flatMap((child) => (matches(child) ? [child] : elementsIn(child, matches)))
}

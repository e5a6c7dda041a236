import { defaultTreeAdapter as tree } from 'parse5'
import { type Block, MAX_LIST_DEPTH } from '../../record/answer.ts'
import { inlineOf, tidy } from './html-inline.ts'
import { attribute, elementsIn, type HtmlElement, type HtmlNode, type HtmlParent, isList } from './html-tree.ts'

type List = Extract<Block, { type: 'list' }>

/** The items of a list and of the lists inside it, in order; undefined if all are empty. */
export function readList(element: HtmlElement): List | undefined {
  const items: List['items'] = []
  const addItem = (nodes: readonly HtmlNode[], depth: number) => {
    const content = tidy(nodes.flatMap((node) => inlineOf(node, undefined)))
    if (content.length > 0) items.push({ depth: Math.min(depth, MAX_LIST_DEPTH), content })
  }
  /** Text between inner lists becomes items of its own, so that the order stays. */
  const read = (parent: HtmlParent, depth: number) => {
    let run: HtmlNode[] = []
    for (const child of parent.childNodes) {
      const inner =
        tree.isElementNode(child) && (isList(child) || child.tagName === 'li' || elementsIn(child, isList).length > 0)
      if (!inner) run.push(child)
      else {
        addItem(run, depth)
        run = []
        read(child, isList(child) ? depth + 1 : depth)
      }
    }
    addItem(run, depth)
  }
  read(element, 0)
  const start = Number(attribute(element, 'start') ?? 1)
  const ordered = element.tagName === 'ol'
  if (items.length === 0) return undefined
  return { type: 'list', ordered, ...(ordered && Number.isInteger(start) && start > 1 && { start }), items }
}

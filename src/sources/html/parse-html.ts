import { type DefaultTreeAdapterMap, parseFragment, defaultTreeAdapter as tree } from 'parse5'
import type { HtmlParent } from './html-tree.ts'

/**
 * Several times what any real answer has: of 65,000, the longest has 55,000 characters, and others have 5,200 elements,
 * 11 of them inside each other, and 2,200 cells. The numbers also bound the time, since some steps take time with the
 * length times the depth, or with the square of a tag's attributes.
 */
export const MAX_CHARS = 300_000
const MAX_ELEMENTS = 20_000
const MAX_DEPTH = 100

/**
 * Parses a piece of HTML as browsers do.
 * @throws Error that says which limit it is over
 */
export function parseHtml(html: string): HtmlParent {
  if (html.length > MAX_CHARS) throw tooMuch(MAX_CHARS, 'characters')
  let elements = 0
  let depth = 0
  return parseFragment<DefaultTreeAdapterMap>(html, {
    treeAdapter: {
      ...tree,
      // The parser makes elements that the text doesn't name, too, such as bold text that goes on in each paragraph.
      createElement(...args) {
        if (++elements > MAX_ELEMENTS) throw tooMuch(MAX_ELEMENTS, 'elements')
        return tree.createElement(...args)
      },
      onItemPush() {
        if (++depth > MAX_DEPTH) throw tooMuch(MAX_DEPTH, 'elements inside each other')
      },
      onItemPop() {
        depth--
      },
    },
  })
}

/** The error for a piece of HTML that is over a limit. */
export function tooMuch(most: number, what: string): Error {
  return new Error(`more than ${most.toLocaleString('en-GB')} ${what}`)
}

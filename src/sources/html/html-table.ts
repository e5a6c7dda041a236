import { defaultTreeAdapter as tree } from 'parse5'
import type { Block, Inline } from '../../record/answer.ts'
import { inlineOf, tidy } from './html-inline.ts'
import { attribute, elementsIn, type HtmlElement } from './html-tree.ts'

/** The caption of a table, as a paragraph before it, and its rows. */
export function readTable(element: HtmlElement): Block[] {
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

const cellsOf = (row: HtmlElement) =>
  row.childNodes.filter(tree.isElementNode).filter(({ tagName }) => tagName === 'td' || tagName === 'th')

/** Real tables span a few cells; a larger number is a mistake in the page. */
const MAX_SPAN = 50

/** Expands spans: a cell that spans several columns or rows is followed by empty ones, so that columns line up. */
function spread(rows: readonly HtmlElement[][]): Inline[][][] {
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

function span(cell: HtmlElement, which: 'rowspan' | 'colspan'): number {
  const cells = Number.parseInt(attribute(cell, which) ?? '1', 10)
  return Number.isInteger(cells) && cells > 0 ? Math.min(cells, MAX_SPAN) : 1
}

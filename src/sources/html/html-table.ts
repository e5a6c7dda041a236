import { defaultTreeAdapter as tree } from 'parse5'
import type { Block, Inline } from '../../record/answer.ts'
import { inlineOf, tidy } from './html-inline.ts'
import { attribute, elementsIn, type HtmlElement } from './html-tree.ts'
import { tooMuch } from './parse-html.ts'

/** A table of blocks, and the cells of all tables up to it. */
interface ReadTable {
  blocks: Block[]
  cells: number
}

/**
 * The caption of a table, as a paragraph before it, and its rows. `before` is how many cells the tables before it have.
 * @throws Error if there are too many cells together
 */
export function readTable(element: HtmlElement, before: number): ReadTable {
  const caption = tidy(
    elementsIn(element, ({ tagName }) => tagName === 'caption').flatMap((one) => inlineOf(one, undefined)),
  )
  let cells = before
  const count = () => {
    if (++cells > MAX_CELLS) throw tooMuch(MAX_CELLS, 'table cells')
  }
  const rows = spread(elementsIn(element, ({ tagName }) => tagName === 'tr').map(cellsOf), count)
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0))
  const blocks = [
    ...(caption.length > 0 ? [{ type: 'paragraph' as const, content: caption }] : []),
    ...(filled.length > 0 ? [{ type: 'table' as const, rows: filled }] : []),
  ]
  return { blocks, cells }
}

const cellsOf = (row: HtmlElement) =>
  row.childNodes.filter(tree.isElementNode).filter(({ tagName }) => tagName === 'td' || tagName === 'th')

/** Real tables span a few cells; a larger number is a mistake in the page. */
const MAX_SPAN = 50
/** A cell that spans others counts as many. The largest real answer has 2,200. */
const MAX_CELLS = 20_000

/**
 * Expands spans: a cell that spans several columns or rows is followed by empty ones, so that columns line up. `count` is
 * called for each.
 */
function spread(rows: readonly HtmlElement[][], count: () => void): Inline[][][] {
  const taken: number[] = []
  return rows.map((cells) => {
    const row: Inline[][] = []
    const add = (content: Inline[]) => {
      count()
      row.push(content)
    }
    const skipTaken = () => {
      while ((taken[row.length] ?? 0) > 0) {
        taken[row.length] = (taken[row.length] ?? 0) - 1
        add([])
      }
    }
    for (const cell of cells) {
      skipTaken()
      const down = span(cell, 'rowspan') - 1
      for (let across = 0; across < span(cell, 'colspan'); across++) {
        taken[row.length] = down
        add(across === 0 ? tidy(inlineOf(cell, undefined)) : [])
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

import { randomBytes } from 'node:crypto'
import type { Node } from './drawing.ts'

/** A mark that nobody can have written; in between stands which text it is. */
const MARK = `\u{e000}${randomBytes(8).toString('hex')}`
const END = '\u{e001}'
const MARKED = new RegExp(`${MARK}(?<index>\\d+)${END}`, 'gu')

/** Texts that were taken out of blocks, and the blocks with marks in their places. */
interface Withheld<T> {
  marked: T
  texts: string[]
}

/**
 * Takes plain texts out of a block. The drawing library reads Slack's markup in them, too, where Slack shows them as
 * they stand: so it is given marks, and the texts are put back into what it drew.
 */
export function withholdPlainText<T>(block: T): Withheld<T> {
  const texts: string[] = []
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const { type, text } = value as { type?: unknown; text?: unknown }
    if ((type === 'plain_text' || type === 'raw_text') && typeof text === 'string') {
      texts.push(text)
      return { ...value, text: `${MARK}${texts.length - 1}${END}` }
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]))
  }
  return { marked: walk(block) as T, texts }
}

/** Puts the texts back. */
export function restorePlainText(nodes: readonly Node[], texts: readonly string[]): Node[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node.replace(MARKED, (_mark, index: string) => texts[Number(index)] ?? '')
    const [tag, attributes, children] = node
    return [tag, attributes, restorePlainText(children, texts)]
  })
}

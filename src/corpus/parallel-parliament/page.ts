import type { Block } from '../answer.ts'
import { htmlBlocks } from '../html-blocks.ts'
import { inlineText, passageText } from '../passage-text.ts'
import { textBlocks } from '../text-blocks.ts'

/** A saved page as lines to recognise, and the blocks that stand on them. */
export interface Page {
  /** Trimmed; a line may be empty. */
  lines: readonly string[]
  /** The addresses that a line links to. */
  links: (line: number) => string[]
  /** The blocks on the lines from `from` up to, not including, `to`. */
  blocks: (from: number, to: number) => Block[]
  /** How a person finds a line again: its number in the file, where the file has lines of its own. */
  place: (line: number) => string
}

/** Reads a saved page, as text copied from the page or as its HTML. */
export function openPage(content: string): Page {
  return /<(!doctype|html|body|div|p)\b/i.test(content) ? htmlPage(content) : textPage(content)
}

function textPage(text: string): Page {
  const raw = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  return {
    lines: raw.map((line) => line.replaceAll('\u00a0', ' ').trim()),
    links: () => [],
    blocks: (from, to) => textBlocks(raw.slice(from, to)),
    place: (line) => `line ${Math.min(line, raw.length - 1) + 1}`,
  }
}

function htmlPage(html: string): Page {
  const all = htmlBlocks(html)
  const lines = all.flatMap((block, index) =>
    passageText([block])
      .split('\n')
      .map((text) => ({ text: text.trim(), index })),
  )
  const blockAt = (line: number) => lines[line]?.index ?? all.length
  return {
    lines: lines.map(({ text }) => text),
    links: (line) => hrefs(all[blockAt(line)]),
    blocks: (from, to) => all.slice(blockAt(from), blockAt(to)),
    place: (line) =>
      lines[line] ? `the line "${inlineText([lines[line].text.slice(0, 60)])}"` : 'the end of the page',
  }
}

function hrefs(block: Block | undefined): string[] {
  if (block?.type !== 'paragraph') return []
  return block.content.flatMap((part) => (typeof part === 'string' ? [] : [part.href]))
}

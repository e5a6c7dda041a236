import { type Block, type Inline, inlineText } from '../../record/answer.ts'
import { passageText } from '../../record/passage-text.ts'
import { headingTexts, htmlBlocks } from '../html/html-blocks.ts'
import { MAX_CHARS, tooMuch } from '../html/parse-html.ts'
import { textBlocks } from './text-blocks.ts'

/** A saved page as lines to recognise, and the blocks that stand on them. */
export interface Page {
  /** Trimmed; a line may be empty. */
  lines: readonly string[]
  /** Whether the page marks the line as a heading; a text copied from a page has no marks. */
  isHeading: (line: number) => boolean
  /** The addresses that the lines from `from` up to, not including, `to` link to. */
  links: (from: number, to: number) => string[]
  /** The blocks on the lines from `from` up to, not including, `to`. */
  blocks: (from: number, to: number) => Block[]
  /** Where a line is, for a message: its number in a text file, its first words in HTML. */
  place: (line: number) => string
}

/** Reads a saved page, as text copied from the page or as its HTML. @throws Error that says which limit it is over */
export function openPage(content: string): Page {
  return /<(!doctype|html|body|div|p)\b/i.test(content) ? htmlPage(content) : textPage(content)
}

/** Whether a saved page of HTML is truncated: part of an answer would look like the whole. */
export function isCutOff(content: string): boolean {
  return /<html\b/i.test(content) && !/<\/html\s*>/i.test(content)
}

/** Several times what any answer has. */
const MAX_LINES = 20_000

function textPage(text: string): Page {
  if (text.length > MAX_CHARS) throw tooMuch(MAX_CHARS, 'characters')
  const raw = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  if (raw.length > MAX_LINES) throw tooMuch(MAX_LINES, 'lines')
  return {
    lines: raw.map((line) => line.replaceAll('\u00a0', ' ').trim()),
    isHeading: () => false,
    links: () => [],
    blocks: (from, to) => textBlocks(raw.slice(from, to)),
    place: (line) => `line ${Math.min(line, raw.length - 1) + 1}`,
  }
}

function htmlPage(html: string): Page {
  const all = htmlBlocks(html).flatMap(splitLines)
  const lines = all.flatMap((block, index) =>
    passageText([block])
      .split('\n')
      .map((text) => ({ text: text.trim(), index })),
  )
  const blockAt = (line: number) => lines[line]?.index ?? all.length
  const headings = new Set(headingTexts(html))
  return {
    lines: lines.map(({ text }) => text),
    isHeading: (line) => headings.has(lines[line]?.text ?? ''),
    links: (from, to) => all.slice(blockAt(from), blockAt(to - 1) + 1).flatMap(hrefs),
    blocks: (from, to) => all.slice(blockAt(from), blockAt(to)),
    place: (line) => (lines[line] ? `the line "${lines[line].text.slice(0, 60)}"` : 'the end of the page'),
  }
}

/** Lines of the page around the answer, sometimes in one paragraph with it and separated only by line breaks. */
const MARKER = /^\s*(?:\(asked on|asked by|question to|answered by|this question was answered on)\b/im

/** Splits a paragraph into its lines if one of them belongs to the page and not to the record. */
function splitLines(block: Block): Block[] {
  if (block.type !== 'paragraph' || !MARKER.test(inlineText(block.content))) return [block]
  const lines: Inline[][] = [[]]
  for (const part of block.content) {
    const texts = (typeof part === 'string' ? part : part.text).split('\n')
    texts.forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push(typeof part === 'string' ? text : { ...part, text })
    })
  }
  return lines.filter((content) => content.length > 0).map((content) => ({ type: 'paragraph', content }))
}

function hrefs(block: Block): string[] {
  if (block.type !== 'paragraph') return []
  return block.content.flatMap((part) => (typeof part === 'string' ? [] : [part.href]))
}

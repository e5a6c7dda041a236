/** Longer than any name; a value is cut there. */
const MAX_CHARS = 200
/** An opening quote that is never closed holds a name, not the rest of the question. */
const MAX_UNCLOSED_WORDS = 4

const BLANKS = /[^\S\n]*/y
const DOUBLE_QUOTED = new RegExp(`["“”„«»](?<value>[^"“”„«»\\n]{0,${MAX_CHARS}})["“”„«»][),.;:!?]*`, 'y')
/** An apostrophe inside a name is no closing quote. */
const SINGLE_QUOTED = new RegExp(
  `['‘’‚](?<value>(?:[^'‘’‚\\n]|['‘’‚](?=[\\p{L}\\p{N}])){0,${MAX_CHARS}})['‘’‚][),.;:!?]*`,
  'yu',
)
const OPENING_QUOTE = /["“”„«»'‘’‚]/y
const LORDS_UIN = /(?<=uin:[^\S\n]?)hl[^\S\n]\d{1,7}(?![\p{L}\p{N}])\S*/iuy
const PLAIN = /[^\s"“”„«»]*/y
const AT_THE_ENDS = new Set('()[].,;:!?"“”„«»\'‘’‚')

/** The value of a filter, and where it stands in the text. */
export interface FilterValue {
  value: string
  /** Offset of the end of what was typed of the filter, without marks of the sentence behind it. */
  typedEnd: number
  /** Offset at which the text continues. */
  end: number
}

/** Parses the value after a filter's colon, at offset `from`: in quotes of any kind, or up to the next blank. */
export function parseFilterValue(text: string, from: number, isFilter: (word: string) => boolean): FilterValue {
  const start = from + matchAt(BLANKS, text, from)[0].length
  const quoted = execAt(DOUBLE_QUOTED, text, start) ?? execAt(SINGLE_QUOTED, text, start)
  if (quoted) {
    const value = quoted.groups?.value ?? ''
    return { value: bare(value), typedEnd: start + value.length + 2, end: start + quoted[0].length }
  }
  if (execAt(OPENING_QUOTE, text, start)) return unclosed(text, start, isFilter)
  const typed = (execAt(LORDS_UIN, text, start) ?? matchAt(PLAIN, text, start))[0]
  const value = bare(typed)
  // A value of nothing but punctuation is shown as it was typed.
  const typedLength = value === '' ? typed.length : typed.indexOf(value) + value.length
  return { value: value.slice(0, MAX_CHARS), typedEnd: start + typedLength, end: start + typed.length }
}

/** The next words of the line, up to `MAX_UNCLOSED_WORDS`, until another filter begins. */
function unclosed(text: string, start: number, isFilter: (word: string) => boolean): FilterValue {
  const word = /[^\S\n]*(?<word>[^\s]+)/y
  let end = start
  for (let words = 0; words < MAX_UNCLOSED_WORDS; words++) {
    const next = execAt(word, text, end)
    if (!next || isFilter(next.groups?.word ?? '')) break
    end += next[0].length
  }
  return { value: bare(text.slice(start, end)).slice(0, MAX_CHARS), typedEnd: end, end }
}

/** The text without blanks, brackets, quotes and punctuation around it. A loop: a regular expression took quadratic time. */
function bare(text: string): string {
  let start = 0
  let end = text.length
  const goes = (at: number) => AT_THE_ENDS.has(text[at] ?? '') || /\s/.test(text[at] ?? '')
  while (start < end && goes(start)) start++
  while (end > start && goes(end - 1)) end--
  return text.slice(start, end)
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** For patterns that always match, the empty string included. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray {
  return execAt(pattern, text, at) as RegExpExecArray
}

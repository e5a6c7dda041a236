import { contentWords } from '../search/text/tokens.ts'

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
/** Of each kind: each of them is searched for. */
const MAX_SENTENCES = 8
/** The sentences after these are not read; no real message has so many. */
const MAX_READ = 400
/** A bullet, or what numbers the questions of a message: "Q1:", "2)", "(b)". */
const MARK = /^\s*(?:[•◦▪*–-]|\(?(?:q(?:uestion)? ?\d{1,2}|\d{1,2}|[a-z])[.):]{1,2})\s+/i
const ENDS_ASKING = /\?["'”’)]*$/
/** A sentence with one of these may be about the sentence before it. */
const POINTS_BACK = /\b(?:it|they|them|that|this|these|those)\b/i
/** With fewer content words than this, a sentence that points back is not searched for without the sentence before it. */
const MIN_OWN_WORDS = 3

/** The sentences of a message that can be asked, each once, the first eight of each kind. */
export interface SentencesToAsk {
  /** Those that end in a question mark. */
  questions: string[]
  /** Those that end in one after these. */
  furtherQuestions: string[]
  /** The others that have a content word. */
  statements: string[]
}

/**
 * The sentences of a message that can be asked. One without content words, or with few that points back ("how long does
 * that take?"), comes with the sentence before it.
 */
export function sentencesToAsk(text: string): SentencesToAsk {
  const sentences = Iterator.from(text.split('\n'))
    .filter((line) => line.trim() !== '')
    .flatMap((line) => SENTENCES.segment(line))
    .map(({ segment }) => segment.replace(MARK, '').trim())
    .filter((sentence) => sentence !== '')
    .take(MAX_READ)
    .toArray()
  const found = { questions: new Set<string>(), statements: new Set<string>(), further: new Set<string>() }
  for (const [index, sentence] of sentences.entries()) {
    const asks = ENDS_ASKING.test(sentence)
    const kind = asks ? found.questions : found.statements
    if (kind.size >= MAX_SENTENCES) {
      if (asks && !kind.has(sentence)) found.further.add(sentence)
      continue
    }
    const words = contentWords(sentence).length
    const saysWhat = words >= (POINTS_BACK.test(sentence) ? MIN_OWN_WORDS : 1)
    if (saysWhat || (asks && index === 0)) kind.add(sentence)
    else if (asks || words > 0) kind.add([sentences[index - 1], sentence].filter((one) => one !== undefined).join(' '))
  }
  return {
    questions: [...found.questions],
    furtherQuestions: [...found.further],
    statements: [...found.statements],
  }
}

import { stem } from 'porter2'
import { eng } from 'stopword'

/** What the library's list of stop words leaves out. */
const FUNCTION_WORDS =
  'will shall may when whom whose why just not no nor own so its she few until against during above below down off again further once does doing having dont doesnt didnt wont isnt arent cant couldnt whats ive im'
/** Words that ask, or that are about asking, and so say nothing of what is asked for. */
const ASKING_WORDS = 'anyone done please tell know long often currently'
const STOP_WORDS: ReadonlySet<string> = new Set([...eng, ...`${FUNCTION_WORDS} ${ASKING_WORDS}`.split(' ')])

/** A number with its decimals and thousands, `2.3`, `1,200`, or a word. */
const TOKEN = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{N}]+/gu
/** A word of capitals, in the singular or the plural: SEND, EHCPs. */
const ACRONYM = /^(?<singular>\p{Lu}[\p{Lu}\p{N}]+)s?$/u

/** What stands for one word of a question: a document that holds any of the forms holds the word. */
export type QuestionTerm = readonly [string, ...string[]]

/**
 * The terms of a text of the record, in order: lower case without accents, English stems, no stop words. Numbers keep
 * their decimals and lose the marks between thousands. Words in capitals stay so: "SEND" is not "send".
 */
export function analyse(text: string): string[] {
  return tokens(text).map(({ acronym, term }) => acronym ?? term)
}

/**
 * The terms of a question, in order, each once. People type acronyms in small letters: such a word stands for both,
 * unless the question also has it in capitals and so tells them apart.
 */
export function analyseQuestion(text: string): QuestionTerm[] {
  const all = tokens(text)
  const written = new Set(all.map(({ acronym }) => acronym))
  const forms = all.map(({ acronym, term, word }): QuestionTerm => {
    const capitals = word.toUpperCase()
    if (acronym !== undefined) return [acronym]
    return written.has(capitals) || !ACRONYM.test(capitals) ? [term] : [term, capitals]
  })
  return [...new Map(forms.map((term) => [term.join(' '), term])).values()]
}

interface Token {
  /** As it is written, without accents. */
  word: string
  /** The word in capitals where it is an acronym. */
  acronym: string | undefined
  /** The stem, or the number. */
  term: string
}

function tokens(text: string): Token[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’](?:s\b)?/gi, '')
  // Where all is in capitals, capitals mean nothing.
  const shouting = plain === plain.toUpperCase()
  return (plain.match(TOKEN) ?? []).flatMap((word) => {
    const acronym = shouting ? undefined : ACRONYM.exec(word)?.groups?.singular
    const lower = word.toLowerCase()
    if (acronym === undefined && STOP_WORDS.has(lower)) return []
    return [{ word, acronym, term: /^\p{N}/u.test(lower) ? lower.replaceAll(',', '') : stem(lower) }]
  })
}

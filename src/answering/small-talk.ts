import { createPhraseTree } from '../search/text/phrase-tree.ts'
import { SMALL_TALK, type SmallTalk } from './small-talk-phrases.ts'

/** Longer messages are questions; this bounds the work. */
const MAX_CHARS = 1000
/** A clause with the punctuation behind it. */
const CLAUSE = /[^,.!?;\n–—]+[,.!?;\n–—]*/g
const WORD = /[\p{L}\p{N}'’]+/gu
/** Slack writes an emoji as `:wave:`. */
const EMOJI = /:[a-z0-9_+-]{1,50}:/g
/** Hearing impairment: "HI provision", "HI, VI and MSI". In "HI, how long …" it is a greeting. */
const ACRONYM = /^\s*HI\b(?!\s*[\p{P}\n]\s*(?!\p{Lu}{2})\p{L})/u
/** What may be left between small talk and the question: "thanks - and in Kent?" */
const DASH = /^[\s:–—-]+/
/** Of several kinds in one message, the first of these counts. */
const BY_IMPORTANCE: readonly SmallTalk[] = ['help', 'about', 'thanks', 'greeting']

type Phrase = Pick<(typeof SMALL_TALK)[number], 'kind' | 'opens'>

interface Word {
  /** As the phrases are written. */
  key: string
  /** Where it ends in its clause. */
  end: number
}

/** Separates small talk from what a message asks: "Hello, how long does a plan take? Thanks!" */
export interface SmallTalkReader {
  /**
   * What the message is about if it is nothing but small talk, or has no words at all; else `rest`, the message without
   * small talk before and after what it asks.
   */
  read: (typed: string) => { kind: SmallTalk } | { kind: undefined; rest: string }
}

export function createSmallTalkReader(): SmallTalkReader {
  const tree = createPhraseTree<Phrase>()
  for (const { phrases, ...phrase } of SMALL_TALK)
    for (const text of phrases.flatMap((line) => line.split(','))) tree.set(text.trim().split(' '), phrase)

  const phraseAt = (words: readonly Word[], from: number) =>
    tree.longest((position) => words.slice(position, position + 1).map(({ key }) => key), from)
  /** The phrases that follow one another from the beginning of the words, and how many words they are. */
  const phrasesOf = (words: readonly Word[]) => {
    const found: Phrase[] = []
    let length = 0
    for (let next = phraseAt(words, 0); next; next = phraseAt(words, length)) {
      found.push(next.value)
      length += next.length
    }
    return { found, length }
  }

  return {
    read(typed) {
      if (typed.length > MAX_CHARS) return { kind: undefined, rest: typed }
      const clauses = [...typed.matchAll(CLAUSE)].map(({ 0: text, index }) => {
        const words = wordsOf(text)
        const { found, length } = phrasesOf(words)
        return { text, index, words, found, isTalk: length === words.length }
      })
      if (clauses.every(({ words }) => words.length === 0)) return { kind: 'help' }
      if (clauses.every(({ isTalk }) => isTalk)) {
        const kinds = new Set(clauses.flatMap(({ found }) => found.map(({ kind }) => kind)))
        const kind = BY_IMPORTANCE.find((one) => kinds.has(one))
        return kind === undefined ? { kind, rest: typed } : { kind }
      }
      const isAcronym = (index: number) => ACRONYM.test(typed.slice(index))
      const asks = clauses.filter(({ index, isTalk }) => !isTalk || isAcronym(index))
      const [first, last] = [asks[0], asks.at(-1)]
      if (!first || !last) return { kind: undefined, rest: typed }
      const opening = isAcronym(first.index) ? 0 : openingOf(first.words)
      const rest = typed.slice(first.index + opening, last.index + last.text.length)
      return { kind: undefined, rest: (opening > 0 ? rest.replace(DASH, '') : rest).trim() }
    },
  }

  /** How many characters of a clause are a greeting or thanks before something else. */
  function openingOf(words: readonly Word[]): number {
    const found = phraseAt(words, 0)
    return found?.value.opens ? (words[found.length - 1]?.end ?? 0) : 0
  }
}

function wordsOf(text: string): Word[] {
  const plain = text.replace(EMOJI, (emoji) => ' '.repeat(emoji.length))
  return [...plain.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const key = word
      .toLowerCase()
      .replace(/['’]/g, '')
      // "hiii", "thanksss"
      .replace(/(\p{L})\1{2,}/gu, '$1')
    return key === '' ? [] : [{ key, end: index + word.length }]
  })
}

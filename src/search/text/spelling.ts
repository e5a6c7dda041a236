import MiniSearch from 'minisearch'

/** Finds the word of the record that a misspelt word was meant to be. */
export interface Spelling {
  /** Adds a word of the record as it is written. Known words and those with other signs than letters are ignored. */
  learn: (written: string) => void
  /**
   * The word that the misspelt one is nearest to: by a swap of two letters, then by one letter, then, for long words, by
   * two. Of those equally near it is the one with the highest document frequency. Undefined if none is near.
   */
  repair: (word: string, documentFrequency: (word: string) => number) => string | undefined
  /** All words that were learnt. */
  words: () => string[]
}

/** Shorter words have too many neighbours to guess from. */
const MIN_LETTERS = 5
/** Longer than any word of the record. A search takes time and memory with the square of the length. */
const MAX_LETTERS = 30
/** From this length on, two letters may be wrong. */
const LONG_WORD = 8
/** The edit distance of a search: a swap counts as two. */
const MAX_EDITS = 2

export function createSpelling(): Spelling {
  const known = new Set<string>()
  const index = new MiniSearch<{ id: string }>({
    fields: ['id'],
    tokenize: (word) => [word],
    processTerm: (word) => word,
  })
  return {
    learn(written) {
      const word = written.toLowerCase()
      if (known.has(word) || word.length > MAX_LETTERS || !/^\p{L}{4,}$/u.test(word)) return
      known.add(word)
      index.add({ id: word })
    },
    repair(word, documentFrequency) {
      if (word.length < MIN_LETTERS || word.length > MAX_LETTERS) return undefined
      const isLong = word.length >= LONG_WORD
      return (
        index
          .search(word, { fuzzy: MAX_EDITS })
          .map(({ id }) => ({ word: String(id), slip: slipBetween(word, String(id)) }))
          // The first letter is hardly ever wrong.
          .filter((one) => one.word.charAt(0) === word.charAt(0) && (one.slip !== Slip.twoLetters || isLong))
          .map((one) => ({ ...one, frequency: documentFrequency(one.word) }))
          .filter(({ frequency }) => frequency > 0)
          .sort((a, b) => a.slip - b.slip || b.frequency - a.frequency || (a.word < b.word ? -1 : 1))[0]?.word
      )
    },
    words: () => [...known],
  }
}

/** How two words at an edit distance of at most two differ; the likelier slip is the smaller number. */
const Slip = { swap: 0, oneLetter: 1, twoLetters: 2 }

function slipBetween(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)]
  if (a.length <= 1 && b.length <= 1) return Slip.oneLetter
  return a.length === 2 && b === `${a[1]}${a[0]}` ? Slip.swap : Slip.twoLetters
}

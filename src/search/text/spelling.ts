import MiniSearch from 'minisearch'

/** Finds the word that a misspelt one was meant to be, among those of the record. */
export interface Spelling {
  /** Takes in a word of the record as it is written; one that it knows or that is no plain word is passed over. */
  learn: (written: string) => void
  /** The nearest word that has some commonness, the more common first; undefined where none is near. */
  repair: (word: string, commonness: (word: string) => number) => string | undefined
}

/** Shorter words have too many neighbours to guess at. */
const MIN_LETTERS = 5
/** From so many letters on, two letters may be wrong. */
const LONG_WORD = 8

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
      if (known.has(word) || !/^\p{L}{4,}$/u.test(word)) return
      known.add(word)
      index.add({ id: word })
    },
    repair(word, commonness) {
      if (word.length < MIN_LETTERS) return undefined
      const mostCommon = (words: readonly string[]) =>
        words
          .map((one) => ({ word: one, common: commonness(one) }))
          .filter(({ common }) => common > 0)
          .sort((a, b) => b.common - a.common || (a.word < b.word ? -1 : 1))[0]?.word
      // Hardly anybody errs in the first letter.
      const near = (letters: number) =>
        mostCommon(
          index
            .search(word, { fuzzy: letters })
            .map(({ id }) => id as string)
            .filter((one) => one.charAt(0) === word.charAt(0)),
        )
      return (
        mostCommon(swaps(word).filter((swapped) => known.has(swapped))) ??
        near(1) ??
        (word.length >= LONG_WORD ? near(2) : undefined)
      )
    },
  }
}

/** The word with each two letters side by side in each other's place: the slip that fingers make most. */
function swaps(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  )
}

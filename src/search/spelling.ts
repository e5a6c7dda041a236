import MiniSearch from 'minisearch'

/** Finds the word that a misspelt one was meant to be, among those of the record. */
export interface Spelling {
  /** Takes in the words of the record as they are written; only those after the ones that it took before are read. */
  learn: (words: { readonly size: number; keys: () => Iterable<string> }) => void
  /** The nearest word that `good` lets through, the more common first; undefined where none is near. */
  repair: (word: string, commonness: (word: string) => number) => string | undefined
}

/** Shorter words have too many neighbours to guess at. */
const MIN_LETTERS = 5
/** From so many letters on, two letters may be wrong. */
const LONG_WORD = 8

export function createSpelling(): Spelling {
  const known = new Set<string>()
  let read = 0
  const index = new MiniSearch<{ id: string }>({
    fields: ['id'],
    tokenize: (word) => [word],
    processTerm: (word) => word,
  })
  return {
    learn(words) {
      if (words.size === read) return
      const fresh = Iterator.from(words.keys()).drop(words.size > read ? read : 0)
      read = words.size
      for (const written of fresh) {
        const word = written.toLowerCase()
        if (known.has(word) || !/^\p{L}{4,}$/u.test(word)) continue
        known.add(word)
        index.add({ id: word })
      }
    },
    repair(word, commonness) {
      if (word.length < MIN_LETTERS) return undefined
      const near = (letters: number, also: (id: string) => boolean = () => true) =>
        index
          .search(word, { fuzzy: letters })
          .map(({ id }) => ({ word: id as string, common: commonness(id as string) }))
          .filter((one) => one.common > 0 && also(one.word))
          .sort((a, b) => b.common - a.common || (a.word < b.word ? -1 : 1))[0]?.word
      // Two letters in each other's place are two wrong letters to the engine, and one slip to whoever types.
      const swapped = (other: string) => lettersOf(other) === lettersOf(word)
      return near(1) ?? near(2, swapped) ?? (word.length >= LONG_WORD ? near(2) : undefined)
    },
  }
}

function lettersOf(word: string): string {
  return [...word].sort().join('')
}

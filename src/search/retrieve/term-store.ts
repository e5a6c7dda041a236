/** Gives each term a small number, and says how rare it is. Counts follow what is added and removed. */
export interface TermStore {
  /** The number of a term, a new one for one not met before. */
  id: (term: string) => number
  /** The number of a term that was met; undefined for another. */
  known: (term: string) => number | undefined
  /** How many texts hold the term. */
  holders: (id: number) => number
  /** Counts the different terms of one text, once each; `by` is -1 where the text goes. */
  count: (ids: Iterable<number>, by: 1 | -1) => void
  /** How many texts were counted. */
  texts: () => number
  /** The terms that were met, by number. */
  terms: () => string[]
  /** How many terms were met. */
  size: () => number
}

export function createTermStore(): TermStore {
  const ids = new Map<string, number>()
  const holders: number[] = []
  let texts = 0
  return {
    id(term) {
      const known = ids.get(term)
      if (known !== undefined) return known
      ids.set(term, holders.length)
      return holders.push(0) - 1
    },
    known: (term) => ids.get(term),
    holders: (id) => holders[id] ?? 0,
    count(counted, by) {
      texts += by
      for (const id of counted) holders[id] = (holders[id] ?? 0) + by
    },
    texts: () => texts,
    terms: () => [...ids.keys()],
    size: () => holders.length,
  }
}

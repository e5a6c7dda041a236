/** Numbers the terms of the record, and counts in how many texts each of them stands. */
export interface Terms {
  /** The number of a term; a new term gets the next one. */
  number: (term: string) => number
  /** The number of a term of the record; undefined for any other. */
  known: (term: string) => number | undefined
  /** The term of a number that `number` gave. */
  term: (number: number) => string
  /** In how many of the counted texts the term stands. */
  documentFrequency: (number: number) => number
  /** Counts a text by its distinct terms; `by` is -1 when the text is removed. */
  count: (distinct: Iterable<number>, by: 1 | -1) => void
  /** How many texts are counted. */
  texts: () => number
  /** All terms, each in the place of its number. */
  all: () => readonly string[]
}

/** Without arguments no term is known. With `known`, terms have their place in it as number. */
export function createTerms(known: Iterable<string> = []): Terms {
  const terms = [...known]
  const numbers = new Map(terms.map((term, number) => [term, number]))
  const frequencies: number[] = terms.map(() => 0)
  let texts = 0
  return {
    number(term) {
      const given = numbers.get(term)
      if (given !== undefined) return given
      numbers.set(term, terms.length)
      frequencies.push(0)
      return terms.push(term) - 1
    },
    known: (term) => numbers.get(term),
    term: (number) => terms[number] as string,
    documentFrequency: (number) => frequencies[number] ?? 0,
    count(distinct, by) {
      texts += by
      for (const number of distinct) frequencies[number] = (frequencies[number] ?? 0) + by
    },
    texts: () => texts,
    all: () => terms,
  }
}

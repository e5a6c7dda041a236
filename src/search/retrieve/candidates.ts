import type { Query, QueryForm } from '../rank/query.ts'
import type { Postings } from './postings.ts'

/** So many answers are looked at closely. */
const MAX_CANDIDATES = 150
/** Once so many postings were read, what is common is left to the closer look. */
const MAX_POSTINGS = 12_000

/**
 * The documents that hold most of what is asked, by information. What is rare is looked up first, so that common words
 * need not be where there are enough documents. Ties are broken by `before`, not by the order of indexing.
 */
export function findCandidates(
  query: Query,
  postings: Postings,
  documents: number,
  { wanted, before }: { wanted: (document: number) => boolean; before: (a: number, b: number) => number },
): number[] {
  const sums = new Float64Array(documents)
  const ofConcept = new Float64Array(documents)
  const touched: number[] = []
  const isWanted = remembered(documents, wanted)
  let read = 0
  for (const { forms } of query.concepts.toSorted((a, b) => b.information - a.information)) {
    const met: number[] = []
    for (const { slot, holders, information } of forms.toSorted(byInformation)) {
      if (read > 0 && read + holders > MAX_POSTINGS && touched.length >= MAX_CANDIDATES) continue
      read += holders
      postings.visit(query.terms[slot] as number, (document) => {
        if (!isWanted(document)) return
        if (ofConcept[document] === 0) met.push(document)
        if (information > (ofConcept[document] as number)) ofConcept[document] = information
      })
    }
    for (const document of met) {
      if (sums[document] === 0) touched.push(document)
      sums[document] = (sums[document] as number) + (ofConcept[document] as number)
      ofConcept[document] = 0
    }
  }
  if (touched.length <= MAX_CANDIDATES) return touched
  const sorted = Float64Array.from(touched, (document) => sums[document] as number).sort()
  const least = sorted[sorted.length - MAX_CANDIDATES] as number
  const above = touched.filter((document) => (sums[document] as number) > least)
  const level = touched.filter((document) => sums[document] === least).sort(before)
  return [...above, ...level.slice(0, MAX_CANDIDATES - above.length)]
}

/** Asks of each document once: filters read the answer. */
function remembered(documents: number, wanted: (document: number) => boolean): (document: number) => boolean {
  const UNASKED = 2
  const known = new Uint8Array(documents).fill(UNASKED)
  return (document) => {
    if (known[document] === UNASKED) known[document] = wanted(document) ? 1 : 0
    return known[document] === 1
  }
}

function byInformation(a: QueryForm, b: QueryForm): number {
  return b.information - a.information
}

import MiniSearch from 'minisearch'
import { type Bitmap, createBitmap } from './bitmap.ts'

/** Which documents hold a term; both go by number. The engine's file, with `spelling.ts`. */
export interface Postings {
  /** Takes in a document with the different terms that it holds. */
  add: (document: number, terms: Iterable<number>) => void
  /** Its number may be given to another document at once. */
  remove: (document: number) => void
  /** Calls back with each document that holds the term. */
  visit: (term: number, visitor: (document: number) => void) => void
}

interface Document {
  id: number
  terms: readonly string[]
}

/** Terms are kept under short names of few letters, which the engine's tree of words finds sooner than the words. */
const NAME_BASE = 8
/** What so many documents hold goes into a bitmap from then on: most postings are of few terms. */
const COMMON = 200

/**
 * Postings in memory, kept by MiniSearch, and by bitmaps for what many documents hold. MiniSearch's own search builds a
 * result for every document that shares a word with the question, which is most of its time where there are many; so its
 * postings are read through `boostDocument`, which it calls for each document that holds the term, and which by
 * returning 0 says that no result is wanted.
 */
export function createPostings(): Postings {
  const index = new MiniSearch<Document>({
    fields: ['terms'],
    // Terms come as a list, analysed already.
    stringifyField: (terms) => terms as string,
    tokenize: (terms) => terms as unknown as string[],
    processTerm: (term) => term,
  })
  const names: string[] = []
  const nameOf = (term: number) => {
    names[term] ??= term.toString(NAME_BASE)
    return names[term]
  }
  /** How many documents were given with each term. */
  const met: number[] = []
  const common = new Map<number, Bitmap>()
  const bitmapOf = (term: number) => {
    const count = (met[term] ?? 0) + 1
    met[term] = count
    if (count <= COMMON) return undefined
    const bitmap = common.get(term) ?? createBitmap()
    common.set(term, bitmap)
    return bitmap
  }
  return {
    add(id, terms) {
      const rare: string[] = []
      for (const term of terms) {
        const bitmap = bitmapOf(term)
        if (bitmap) bitmap.add(id)
        else rare.push(nameOf(term))
      }
      index.add({ id, terms: rare })
    },
    remove(id) {
      for (const bitmap of common.values()) bitmap.remove(id)
      // Postings stand under numbers of the engine’s own, which come once: it passes over those of what was discarded.
      index.discard(id)
    },
    visit(term, visitor) {
      common.get(term)?.visit(visitor)
      index.search(nameOf(term), {
        tokenize: (name) => [name],
        boostDocument: (id) => {
          visitor(id as number)
          return 0
        },
      })
    },
  }
}

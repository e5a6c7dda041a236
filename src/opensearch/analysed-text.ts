import { type IndexedAnswer, textsOf } from '../search/retrieve/indexed-answer.ts'
import type { Terms } from '../search/retrieve/terms.ts'

/** An answer's analysed texts as a document has them, without the term numbers of a process. */
export interface AnalysedText {
  /** The distinct terms, as they first stand. */
  terms: string[]
  /** Base64 of numbers in LEB128: how many texts; for each its length, and for each of its terms the place in `terms`. */
  texts: string
}

export function encodeAnalysed(answer: IndexedAnswer, terms: Pick<Terms, 'term'>): AnalysedText {
  const places = new Map<number, number>()
  const bytes: number[] = []
  const write = (number: number) => {
    let rest = number
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128)
    bytes.push(rest)
  }
  const texts = textsOf(answer)
  write(texts.length)
  for (const text of texts) {
    write(text.length)
    for (const term of text) {
      const place = places.get(term) ?? places.size
      places.set(term, place)
      write(place)
    }
  }
  return { terms: Array.from(places.keys(), terms.term), texts: Buffer.from(bytes).toString('base64') }
}

/** What the heading and questions, and then the passages, say, by the term numbers of this process. */
export function decodeAnalysed(
  { terms, texts }: AnalysedText,
  { number }: Pick<Terms, 'number'>,
): Pick<IndexedAnswer, 'about' | 'passages'> {
  const numbers = Uint32Array.from(terms, number)
  const bytes = Buffer.from(texts, 'base64')
  let at = 0
  const read = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) return value >>> 0
    }
  }
  const readText = () => {
    const text = new Uint32Array(read())
    for (let nth = 0; nth < text.length; nth++) text[nth] = numbers[read()] as number
    return text
  }
  const [about = new Uint32Array(), ...passages] = Array.from({ length: read() }, readText)
  return { about, passages }
}

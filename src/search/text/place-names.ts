import { createPhraseTree } from './phrase-tree.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Where a text names a place: offsets of its beginning and end. */
export interface PlaceSpan {
  start: number
  end: number
}

/** The names of a vocabulary: places and people. */
export interface PlaceNames {
  /** Whether a word in small letters is a name or a part of one. */
  has: (word: string) => boolean
  /** Whether a word as it is written names a place. */
  isPlace: (written: string) => boolean
  /** The places that a text names, with the words that belong to them: "the London Borough of Barnet", "Kent and Medway". */
  spans: (text: string) => PlaceSpan[]
}

/** Parts of the country that are no names in the vocabulary: an answer need not mention England to be about it. */
const REGIONS = ['england', 'britain', 'uk', 'north east', 'north west', 'south east', 'south west']
const COMPASS = 'north|south|east|west'
const BEFORE = new Set(
  'the north south east west central inner outer greater city county isle royal borough of st'.split(' '),
)
/** Behind a name: its river, and what sort of place it is. */
const RIVER = String.raw`(?:[\s-](?:up)?on[\s-](?:avon|humber|sea|tees|thames|trent|tyne)| with darwen)?`
const KIND = `(?: (?:county|city|metropolitan|unitary|local|district|borough))*`
const BEHIND = new RegExp(
  String.raw`${RIVER}(?:[\s-](?:${COMPASS})\b)?(?:${KIND} (?:councils?|authority|area|borough|county)\b)?`,
  'iy',
)
/** Between two names that are one place, or asked about together. */
const BETWEEN = /,? (?:and|or|of) | ?& ?|[ -]/iy
const WORD = /[\p{L}\p{N}]+/gu

/** An English word in small letters is no place for being a part of one: the "forest" of Waltham Forest. */
export function createPlaceNames(
  names: Vocabulary['names'],
  isEnglishWord: (word: string) => boolean = () => false,
): PlaceNames {
  const whole = new Set(names.flat().map((name) => name.toLowerCase()))
  const parts = new Set([...whole].flatMap((name) => name.split(/[ -]/)))
  const phrases = createPhraseTree<true>()
  for (const name of [...whole, ...REGIONS]) phrases.set(name.split(/[ -]/), true)

  const isPlace = (written: string) => {
    const word = written.toLowerCase()
    return parts.has(word) && (whole.has(word) || word !== written || !isEnglishWord(word))
  }

  return {
    has: (word) => parts.has(word),
    isPlace,
    spans(text) {
      const words = [...text.matchAll(WORD)].map(({ 0: written, index }) => ({ written, index }))
      const keys = words.map(({ written }) => written.toLowerCase())
      /** The offset behind the name that begins with that word; undefined where none does. */
      const nameAt = (position: number) => {
        const phrase = phrases.longest((n) => keys.slice(n, n + 1), position)
        const count = phrase?.length ?? (isPlace(words[position]?.written ?? '') ? 1 : 0)
        const last = words[position + count - 1]
        return count === 0 || !last ? undefined : last.index + last.written.length
      }
      const spans: PlaceSpan[] = []
      for (const [position, { index }] of words.entries()) {
        const nameEnd = index < (spans.at(-1)?.end ?? 0) ? undefined : nameAt(position)
        if (nameEnd === undefined) continue
        const [start, end] = [startOf(words, keys, position), endOf(BEHIND, text, nameEnd)]
        const before = spans.at(-1)
        if (before && endOf(BETWEEN, text, before.end) >= start) before.end = end
        else spans.push({ start, end })
      }
      return spans
    },
  }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** Where a name begins, with the words before it that belong to it. */
function startOf(words: readonly { index: number }[], keys: readonly string[], position: number): number {
  let first = position
  while (BEFORE.has(keys[first - 1] ?? '')) first--
  while (keys[first] === 'of' && first < position) first++
  return words[first]?.index ?? 0
}

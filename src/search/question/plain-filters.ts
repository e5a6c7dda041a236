import type { NameList, Names } from '../../record/names.ts'
import { isTitle, nameParts, untitled } from '../../record/person-name.ts'
import type { Filter } from './filters.ts'
import { SURNAMES_OF_OTHERS, SURNAMES_THAT_ARE_WORDS } from './surname-words.ts'

/** "by" and what may be a name behind it, as far as nothing divides it. */
const BY = /(?<![\p{L}\p{N}-])(?<asked>asked\s+)?by\s+/giu
/** How often "by" may stand in a question and be looked behind. */
const MAX_LOOKED_BEHIND = 50
const MAX_NAME_WORDS = 7
const MAX_WORD_CHARS = 100
/** A surname alone in small letters must be longer than most words are. */
const MIN_SMALL_LETTERS = 5
const YEAR_IN_WORDS =
  /(?<![\p{L}\p{N}-])(?<said>(?:said|given|answered|written|told parliament) )?in (?<year>(?:19|20)\d\d)(?![\p{L}\p{N}/–-]|\.\d)/giu

/**
 * A minister or a member named in plain words: "by Zahawi", "asked by Baroness Wilson", one of each at the most. A full
 * name of the record counts in any case, and so does a surname behind a title. One alone counts with a capital, unless it
 * is a day, a place or a part that people play (May, Kent, Head); in other case only with five letters and if no word.
 */
export function filtersInPlainWords(text: string, names: Names): { text: string; filters: Filter[] } {
  const filters: Filter[] = []
  const words: string[] = []
  let from = 0
  for (const found of text.matchAll(BY).take(MAX_LOOKED_BEHIND)) {
    const name = found.groups?.asked ? 'asked-by' : 'by'
    if (filters.some((filter) => filter.name === name)) continue
    const behind = found.index + found[0].length
    const named = nameAt(text, behind, name === 'by' ? names.ministers : names.askers)
    if (!named) continue
    filters.push({ name, value: named.value })
    words.push(text.slice(from, found.index))
    from = named.end
  }
  if (filters.length === 0) return { text, filters }
  const rest = [...words, text.slice(from)]
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[?.!,;:])/g, '')
    .trim()
  return { text: /[\p{L}\p{N}]/u.test(rest) ? rest : '', filters }
}

interface TypedWord {
  /** Without marks around it. */
  shown: string
  parts: readonly string[]
  /** Where it ends in the text. */
  end: number
}

/** The longest name of the list that stands at that place of the text. */
function nameAt(text: string, at: number, list: NameList): { value: string; end: number } | undefined {
  const typed = wordsAt(text, at)
  for (let count = typed.length; count > 0; count--) {
    const value = nameIn(typed.slice(0, count), list)
    if (value !== undefined) return { value, end: typed[count - 1]?.end ?? at }
  }
  return undefined
}

/** The words at that place that may belong to one name: up to a mark that divides, but for the dot of "Mr." */
function wordsAt(text: string, at: number): TypedWord[] {
  const pattern = /\s*(?<word>[^\s,;:!?()]+)/y
  const words: TypedWord[] = []
  pattern.lastIndex = at
  while (words.length < MAX_NAME_WORDS) {
    const word = pattern.exec(text)?.groups?.word
    const parts = nameParts(word?.slice(0, MAX_WORD_CHARS) ?? '')
    if (word === undefined || parts.length === 0) break
    words.push({ shown: withoutMarks(word), parts, end: pattern.lastIndex })
    if (word.endsWith('.') && !parts.every(isTitle)) break
  }
  return words
}

function withoutMarks(word: string): string {
  const inside = /[\p{L}\p{N}](?:.{0,100}[\p{L}\p{N}])?/su.exec(word)
  return inside?.[0] ?? word
}

/** What a filter asks for where the words are somebody's name, all of them. */
function nameIn(words: readonly TypedWord[], list: NameList): string | undefined {
  const parts = words.flatMap((word) => word.parts)
  if (parts.length > 1 && list.hasFullName(parts.join(' '))) return words.map(({ shown }) => shown).join(' ')
  const own = untitled(parts)
  if (own.length > 1) return list.hasFullName(own.join(' ')) ? own.join(' ') : undefined
  // Somebody may be called what is a title of others.
  const surname = own[0] ?? parts.at(-1)
  const typed = words.at(-1)?.shown
  if (surname === undefined || typed === undefined || !list.hasSurname(surname)) return undefined
  const hasTitle = own.length > 0 && parts.some((part) => part !== surname && part !== 'the')
  return hasTitle || standsAlone(surname, typed) ? typed : undefined
}

function standsAlone(surname: string, typed: string): boolean {
  if (SURNAMES_OF_OTHERS.has(surname)) return false
  const isCapitalised = /^\p{Lu}/u.test(typed) && typed !== typed.toUpperCase()
  return isCapitalised || (surname.length >= MIN_SMALL_LETTERS && !SURNAMES_THAT_ARE_WORDS.has(surname))
}

/**
 * A year that answers may have been given in: "in 2018 ..." or "... in 2018?", or behind a word that says so. It may be
 * a filter. A question with another year in it asks about years.
 */
export function yearInPlainWords(text: string): { text: string; filter: Filter } | undefined {
  const years = text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? []
  const [found] = years.length === 1 ? [...text.matchAll(YEAR_IN_WORDS)] : []
  if (!found?.groups?.year) return undefined
  const before = text.slice(0, found.index).trim()
  const behind = text.slice(found.index + found[0].length)
  const isAtAnEnd = !/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(behind)
  if (!found.groups.said && !isAtAnEnd) return undefined
  const rest = /[\p{L}\p{N}]/u.test(behind) ? `${before} ${behind.replace(/^[\s,:;]+/, '')}`.trim() : before
  return /[\p{L}\p{N}]/u.test(rest) ? { text: rest, filter: { name: 'in', value: found.groups.year } } : undefined
}

import type { NameList, Names } from '../../record/names.ts'
import { isTitle, nameParts, untitled } from '../../record/person-name.ts'
import type { Filter } from './filter.ts'
import type { Question } from './question.ts'
import { SURNAMES_OF_OTHERS, SURNAMES_THAT_ARE_WORDS } from './surname-words.ts'

/** "by" or "asked by", which a name may follow. */
const BY = /(?<![\p{L}\p{N}-])(?<asked>asked\s+)?by\s+/giu
/** Only the first occurrences of "by" are checked for a name. */
const MAX_OCCURRENCES = 50
const MAX_NAME_WORDS = 7
const MAX_WORD_CHARS = 100
/** A surname alone in small letters needs as many: shorter ones are too often words. */
const MIN_SMALL_LETTERS = 5
const YEAR_IN_WORDS =
  /(?<![\p{L}\p{N}-])(?<said>(?:said|given|answered|written|told parliament) )?in (?<year>(?:19|20)\d\d)(?![\p{L}\p{N}/–-]|\.\d)/giu

/** A House at the end of a question, or as who said something: "VAT in the Lords?", "what did the Lords say about VAT". */
const HOUSE =
  /\s(?:in|from) the (?:house of )?(?<at>lords|commons)(?=[\s?.!]{0,9}$)|^what (?:did|do|does|has|have) the (?:house of )?(?<by>lords|commons) (?:say|said) (?:about |on )?/i

/** Takes a House in plain words out of a question. */
export function houseInPlainWords(text: string): { text: string; filters: Filter[] } {
  const { at, by } = HOUSE.exec(text)?.groups ?? {}
  const house = (at ?? by)?.toLowerCase()
  if (house === undefined) return { text, filters: [] }
  return { text: text.replace(HOUSE, ''), filters: [{ name: 'house', value: house === 'lords' ? 'Lords' : 'Commons' }] }
}

/**
 * Takes a minister and a member named in plain words out of a question ("by Zahawi", "asked by Baroness Wilson"), one of
 * each at most. A full name of the record counts in any case of letters, as does a surname after a title. A surname alone
 * counts if capitalised, unless it is also a day, a place or a role (May, Kent, Head); in small letters only if it has
 * five letters or more and is no English word.
 */
export function filtersInPlainWords(text: string, names: Names): { text: string; filters: Filter[] } {
  const filters: Filter[] = []
  const kept: string[] = []
  let from = 0
  for (const found of text.matchAll(BY).take(MAX_OCCURRENCES)) {
    const name = found.groups?.asked ? 'asked-by' : 'by'
    if (filters.some((filter) => filter.name === name)) continue
    const nameStart = found.index + found[0].length
    const named = nameAt(text, nameStart, name === 'by' ? names.ministers : names.askers)
    if (!named) continue
    filters.push({ name, value: named.value })
    kept.push(text.slice(from, found.index))
    from = named.end
  }
  if (filters.length === 0) return { text, filters }
  const rest = [...kept, text.slice(from)]
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[?.!,;:])/g, '')
    .trim()
  return { text: /[\p{L}\p{N}]/u.test(rest) ? rest : '', filters }
}

interface TypedWord {
  /** Without punctuation around it. */
  shown: string
  parts: readonly string[]
  /** Offset of its end in the text. */
  end: number
}

/** The longest name of the list that begins at that offset of the text. */
function nameAt(text: string, at: number, list: NameList): { value: string; end: number } | undefined {
  const typed = wordsAt(text, at)
  for (let count = typed.length; count > 0; count--) {
    const value = nameIn(typed.slice(0, count), list)
    if (value !== undefined) return { value, end: typed[count - 1]?.end ?? at }
  }
  return undefined
}

/** The words from that offset on that may form one name: up to punctuation, except the dot of "Mr." */
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

/** The value of the filter, if all of the words together are somebody's name. */
function nameIn(words: readonly TypedWord[], list: NameList): string | undefined {
  const parts = words.flatMap((word) => word.parts)
  if (parts.length > 1 && list.hasFullName(parts.join(' '))) return words.map(({ shown }) => shown).join(' ')
  const own = untitled(parts)
  if (own.length > 1) return list.hasFullName(own.join(' ')) ? own.join(' ') : undefined
  // Nothing but titles: the last of them may be a surname, such as Bishop.
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
 * A year in which answers may have been given, and the text without it: "in 2018 ..." or "... in 2018?", or after a word
 * that says so ("said in 2018"). A question with two years in it asks about years, so it gets undefined.
 */
export function yearInPlainWords(text: string): Question['year'] {
  const years = text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? []
  const [found] = years.length === 1 ? [...text.matchAll(YEAR_IN_WORDS)] : []
  if (!found?.groups?.year) return undefined
  const before = text.slice(0, found.index).trim()
  const after = text.slice(found.index + found[0].length)
  const isAtAnEnd = !/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(after)
  if (!found.groups.said && !isAtAnEnd) return undefined
  const rest = /[\p{L}\p{N}]/u.test(after) ? `${before} ${after.replace(/^[\s,:;]+/, '')}`.trim() : before
  return /[\p{L}\p{N}]/u.test(rest) ? { value: found.groups.year, text: rest } : undefined
}

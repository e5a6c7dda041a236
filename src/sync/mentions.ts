/** Matches a text that names something. */
export interface Mentions {
  /** Whether a text names it at all. */
  anywhere: (text: string) => boolean
  /** Whether a text is about it: one sentence names it otherwise than as one item of an enumeration, or several name it. */
  asSubject: (text: string) => boolean
}

/** So many sentences that name something are about it, however they name it. */
const SEVERAL = 3
/** How many characters before a name are looked at: this bounds the backtracking of the patterns. */
const LOOKED_BACK = 100

/** Words that may stand between the beginning of an item and the name: "or up to age 25 for those with an EHC plan". */
const FUNCTION_WORDS = String.raw`(?:(?:those|who|with|without|have|has|if|they|are|an?|any|the|their|for|from|in|of|up|to|until|under|over|aged?|years?|olds?|\d+)[\s-]+)*`
const ONE_WORD = String.raw`(?:(?:young people|[\p{L}'’]+)[\s-]+)?`
/**
 * The name begins an item after "and", or an item after another conjunction that may have a noun before the name: "including
 * pupils with SEND". Not after "and", because of "children and pupils with SEND".
 */
const ITEM_BEFORE = new RegExp(
  String.raw`(?:\b(?:including|such as|particularly|especially|or)\s+${FUNCTION_WORDS}${ONE_WORD}|\band\s+)${FUNCTION_WORDS}$`,
  'iu',
)
const NEXT_ITEM = /^,?\s+or\s/i
/** The name stands between two commas: "because of the distance, their SEN, disability or ...". */
const COMMA_BEFORE = new RegExp(String.raw`,\s+${FUNCTION_WORDS}$`, 'iu')
const COMMA_AFTER = /^,/

/**
 * Finds names in texts. An entry with a capital letter must match exactly, others in any case; all as whole words, the last
 * word also in the plural or the possessive. Spaces in an entry match commas and hyphens, too.
 */
export function mentionsOf(entries: readonly string[]): Mentions {
  // The longest first, so that what follows a name is not a part of it.
  const phrases = entries.toSorted((a, b) => b.length - a.length).map(phrasePattern)
  const name = String.raw`(?<![\p{L}\p{N}])(?:${phrases.join('|')})(?:['’]?s)?(?![\p{L}\p{N}])`
  const once = new RegExp(name, 'u')
  const withAcronym = new RegExp(String.raw`${name}(?:\s*\(${name}\))?`, 'gu')
  return {
    anywhere: (text) => once.test(text),
    asSubject(text) {
      const found = sentencesOf(text).flatMap((sentence) => {
        const matches = [...sentence.matchAll(withAcronym)]
        return matches.length > 0 ? [matches] : []
      })
      return found.length >= SEVERAL || found.flat().some((match) => !isOneItem(match))
    },
  }
}

function phrasePattern(entry: string): string {
  const words = entry.trim().split(/\s+/).map(RegExp.escape).join(String.raw`[\s,\-‐-–]+`)
  return /\p{Lu}/u.test(entry) ? words : `(?i:${words})`
}

function isOneItem({ 0: name, index, input }: RegExpExecArray): boolean {
  const before = input.slice(Math.max(0, index - LOOKED_BACK), index)
  const after = input.slice(index + name.length)
  return ITEM_BEFORE.test(before) || NEXT_ITEM.test(after) || (COMMA_BEFORE.test(before) && COMMA_AFTER.test(after))
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:;])\s+|\n/)
}

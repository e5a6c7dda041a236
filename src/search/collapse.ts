import { passageText } from '../corpus/passage-text.ts'
import type { Found, PassageOfAnswer } from './reply.ts'

/** From this share of words in common on, two passages are one that was given again. */
const NEARLY_THE_SAME = 0.85
/** Passages of which one is shorter than this share of the other are not compared. */
const ALIKE_LENGTH = 0.7
/** Below so many words, only the same is the same: short passages are alike by chance. */
const MIN_WORDS = 12

/**
 * What was said more than once, once: at the best place of its passages stands the newest, with the others beside it.
 * Passages of one answer are never taken together.
 */
export function collapse(found: readonly PassageOfAnswer[]): Found[] {
  const groups: { text: PassageWords; members: PassageOfAnswer[] }[] = []
  for (const one of found) {
    const text = passageWords(one)
    const same = groups.find(
      (group) => group.members.every(({ answer }) => answer !== one.answer) && alike(group.text, text),
    )
    if (same) same.members.push(one)
    else groups.push({ text, members: [one] })
  }
  return groups.map(({ members }) => {
    const [newest, ...older] = members.toSorted((a, b) => (a.answer.answered < b.answer.answered ? 1 : -1))
    return { ...(newest as PassageOfAnswer), ...(older.length > 0 && { alsoGiven: older }) }
  })
}

interface PassageWords {
  length: number
  words: () => ReadonlySet<string>
}

/** The words of a passage, read when they are asked for: most passages differ by their length alone. */
function passageWords({ passage }: PassageOfAnswer): PassageWords {
  const text = passageText(passage).toLowerCase()
  let words: ReadonlySet<string> | undefined
  return {
    length: text.length,
    words() {
      words ??= new Set(text.match(/[\p{L}\p{N}]+/gu) ?? [])
      return words
    },
  }
}

/** By Jaccard's measure. */
function alike(one: PassageWords, other: PassageWords): boolean {
  if (Math.min(one.length, other.length) < ALIKE_LENGTH * Math.max(one.length, other.length)) return false
  const [a, b] = [one.words(), other.words()]
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  const least = large.size < MIN_WORDS ? 1 : NEARLY_THE_SAME
  if (small.size < least * large.size) return false
  const shared = small.intersection(large).size
  return shared / (small.size + large.size - shared) >= least
}

import { passageText } from '../corpus/passage-text.ts'
import type { Found, PassageOfAnswer } from './reply.ts'

/** From this share of words in common on, two passages are one that was given again. */
const NEARLY_THE_SAME = 0.85
/** Below so many words, only the same is the same: short passages are alike by chance. */
const MIN_WORDS = 12

/**
 * What was said more than once, once: at the best place of its passages stands the newest, with the others beside it.
 * Passages of one answer are never taken together.
 */
export function collapse(found: readonly PassageOfAnswer[]): Found[] {
  const groups: { words: ReadonlySet<string>; members: PassageOfAnswer[] }[] = []
  for (const one of found) {
    const words = wordsOf(one)
    const same = groups.find(
      (group) => alike(group.words, words) && group.members.every(({ answer }) => answer !== one.answer),
    )
    if (same) same.members.push(one)
    else groups.push({ words, members: [one] })
  }
  return groups.map(({ members }) => {
    const [newest, ...older] = members.toSorted((a, b) => (a.answer.answered < b.answer.answered ? 1 : -1))
    return { ...(newest as PassageOfAnswer), ...(older.length > 0 && { alsoGiven: older }) }
  })
}

function wordsOf({ passage }: PassageOfAnswer): ReadonlySet<string> {
  return new Set(
    passageText(passage)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )
}

/** By Jaccard's measure. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  const least = large.size < MIN_WORDS ? 1 : NEARLY_THE_SAME
  if (small.size < least * large.size) return false
  const shared = small.intersection(large).size
  return shared / (small.size + large.size - shared) >= least
}

import { answerKey } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'
import type { Found, PassageOfAnswer } from '../found.ts'

/** From this share of words in common on, two passages are one that was given again. */
const NEARLY_THE_SAME = 0.85
/** Passages of which one is shorter than this share of the other are not compared. */
const ALIKE_LENGTH = 0.7
/** Below so many words that carry matter, only the same is the same: short passages are alike by chance. */
const MIN_WORDS = 8
const NUMBERS = /\d+(?:[.,/]\d+)*/g
const NEGATION = /\b(?:no|not|nor|never|neither|none|without|cannot|unless)\b|n['’]t\b/gi

/**
 * What was said more than once, once: at the best place of its passages stands the newest, with the others beside it.
 * Passages of one answer are never taken together. `termsOf` gives the different terms of a passage.
 */
export function collapse(found: readonly PassageOfAnswer[], termsOf: TermsOf): Found[] {
  const groups: { said: Said; members: PassageOfAnswer[] }[] = []
  for (const one of found) {
    const said = whatIsSaid(one, termsOf)
    const same = groups.find(
      (group) => group.members.every(({ answer }) => answer !== one.answer) && alike(group.said, said),
    )
    if (same) same.members.push(one)
    else groups.push({ said, members: [one] })
  }
  return groups.map(({ members }) => {
    const [newest, ...older] = members.toSorted(newestFirst)
    return { ...(newest as PassageOfAnswer), ...(older.length > 0 && { alsoGiven: older }) }
  })
}

function newestFirst({ answer: a }: PassageOfAnswer, { answer: b }: PassageOfAnswer): number {
  if (a.answered !== b.answered) return a.answered < b.answered ? 1 : -1
  return answerKey(a) < answerKey(b) ? 1 : -1
}

type Terms = ReadonlySet<number | string>
type TermsOf = (passage: PassageOfAnswer) => Terms

interface Said {
  text: string
  terms: () => Terms
}

/** What a passage says; its terms are fetched when they are asked for, since most passages differ by their length alone. */
function whatIsSaid(one: PassageOfAnswer, termsOf: TermsOf): Said {
  let terms: Terms | undefined
  return {
    text: passageText(one.passage),
    terms() {
      terms ??= termsOf(one)
      return terms
    },
  }
}

/**
 * Whether two passages say the same. One may say more than the other, but not something else in its place: another
 * county, another need, another sum, or the contrary.
 */
function alike(one: Said, other: Said): boolean {
  if (one.text === other.text) return true
  const [shorter, longer] = [one.text.length, other.text.length].sort((a, b) => a - b) as [number, number]
  if (shorter < ALIKE_LENGTH * longer) return false
  const [small, large] = [one.terms(), other.terms()].sort((a, b) => a.size - b.size) as [Terms, Terms]
  const least = large.size < MIN_WORDS ? 1 : NEARLY_THE_SAME
  if (small.size < least * large.size || !small.isSubsetOf(large)) return false
  return numbers(one.text) === numbers(other.text) && negations(one.text) === negations(other.text)
}

function numbers(text: string): string {
  return text.match(NUMBERS)?.join(' ') ?? ''
}

function negations(text: string): number {
  return text.match(NEGATION)?.length ?? 0
}

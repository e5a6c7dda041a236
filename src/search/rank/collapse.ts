import { newestFirst } from '../../record/newest-first.ts'
import { passageText } from '../../record/passage-text.ts'
import type { Found, PassageOfAnswer } from '../found.ts'

/** Passages that share this much of their distinct terms are duplicates. */
const LEAST_SHARED = 0.85
/** A passage shorter than this share of another is not compared with it. */
const LEAST_LENGTH = 0.7
/** Passages with fewer distinct terms than this must have the same ones: short passages look alike by chance. */
const MIN_TERMS = 8
const NUMBERS = /\d+(?:[.,/]\d+)*/g
const NEGATION = /\b(?:no|not|nor|never|neither|none|without|cannot|unless)\b|n['’]t\b/gi

type Terms = ReadonlySet<number | string>
/** Gives the distinct terms of a passage. */
type TermsOf = (passage: PassageOfAnswer) => Terms

/**
 * Merges duplicates: the newest of them takes the best place, with the others as `alsoGiven`. Passages of one answer are
 * never merged.
 */
export function collapse(found: readonly PassageOfAnswer[], termsOf: TermsOf): Found[] {
  const groups: { first: ComparedPassage; members: PassageOfAnswer[] }[] = []
  for (const one of found) {
    const compared = { text: passageText(one.passage), terms: termsOf(one) }
    const same = groups.find(
      ({ first, members }) => members.every(({ answer }) => answer !== one.answer) && areDuplicates(first, compared),
    )
    if (same) same.members.push(one)
    else groups.push({ first: compared, members: [one] })
  }
  return groups.map(({ members }) => {
    const [newest, ...older] = members.toSorted((a, b) => newestFirst(a.answer, b.answer))
    return { ...(newest as PassageOfAnswer), ...(older.length > 0 && { alsoGiven: older }) }
  })
}

interface ComparedPassage {
  text: string
  terms: Terms
}

/** A duplicate may say more, but nothing else instead: another county, need or number, or the contrary. */
function areDuplicates(one: ComparedPassage, other: ComparedPassage): boolean {
  if (one.text === other.text) return true
  const [shorter, longer] = [one.text.length, other.text.length].sort((a, b) => a - b) as [number, number]
  if (shorter < LEAST_LENGTH * longer) return false
  const [small, large] = [one.terms, other.terms].sort((a, b) => a.size - b.size) as [Terms, Terms]
  const leastShared = large.size < MIN_TERMS ? 1 : LEAST_SHARED
  if (small.size < leastShared * large.size || !small.isSubsetOf(large)) return false
  return numbers(one.text) === numbers(other.text) && negations(one.text) === negations(other.text)
}

function numbers(text: string): string {
  return text.match(NUMBERS)?.join(' ') ?? ''
}

function negations(text: string): number {
  return text.match(NEGATION)?.length ?? 0
}

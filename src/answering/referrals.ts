import type { WrittenAnswer } from '../record/answer.ts'
import { referralReferences } from '../record/references.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found } from '../search/found.ts'

/** How long a chain of referrals is followed. */
const MAX_STEPS = 3

/**
 * The answers that an answer refers to instead of answering, followed from referral to referral. `refersTo` has those
 * that say something themselves, the end of each chain first; where none does, the last that the corpus has.
 * `referredThrough` has the others on the way.
 */
export function referralsOf(
  answer: WrittenAnswer,
  corpus: Pick<Corpus, 'referred'>,
): Pick<Found, 'refersTo' | 'referredThrough'> {
  const seen = new Set([answer])
  const steps: WrittenAnswer[][] = []
  for (let from = [answer]; steps.length < MAX_STEPS && from.length > 0; ) {
    from = from.flatMap((one) => referredFrom(one, corpus)).filter((one) => !seen.has(one) && seen.add(one))
    if (from.length > 0) steps.push(from)
  }
  const [last, ...before] = steps.toReversed()
  if (!last) return {}
  const all = [last, ...before].flat()
  const saying = all.filter(saysSomething)
  const refersTo = saying.length > 0 ? saying : last
  const through = all.filter((one) => !refersTo.includes(one))
  return { refersTo, ...(through.length > 0 && { referredThrough: through }) }
}

function referredFrom(answer: WrittenAnswer, corpus: Pick<Corpus, 'referred'>): WrittenAnswer[] {
  return answer.references
    .filter(({ kind }) => kind === 'referral')
    .flatMap((reference) => corpus.referred(reference, answer) ?? [])
}

/** Whether an answer has a passage that does more than refer to another. */
function saysSomething({ passages, references, answered }: WrittenAnswer): boolean {
  if (references.every(({ kind }) => kind !== 'referral')) return true
  return passages.some((passage) => referralReferences([passage], answered).length === 0)
}

/** False for a holding answer, and for one that refers to another. */
export function hasContent({ holding, references }: WrittenAnswer): boolean {
  return !holding && references.every(({ kind }) => kind !== 'referral')
}

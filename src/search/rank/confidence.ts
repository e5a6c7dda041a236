import type { RankedPassage, UnderstoodTerm } from '../passage-index.ts'

/**
 * A logistic model for "the first passage answers", fitted by folds: docs/decisions/0014-three-kinds-of-reply.md.
 * `covered` is the share of the question, by weight, that the passage has with its heading and questions.
 */
const BY_MEANING = { base: -9.06, cosine: 13.53, covered: 1.41 }
/**
 * The same where there is no cosine. `coveredWeight` is the weight that is covered, at most `MOST_COVERED`: all of two
 * words is less evidence than half of ten. `topical` is the logarithm of the number of words of the field. `base`
 * was then lowered by 0.65 by hand, since the thresholds below were lowered after the fit: these estimates are not calibrated.
 */
const BY_WORDS = { base: -4.13, covered: 3.79, coveredWeight: 0.61, topical: 0.61 }
const MOST_COVERED = 4

/** From this probability on, a passage is called an answer. */
const LEAST_FOR_ANSWER = 0.3
/** Below this one, nothing was found. */
const LEAST_FOR_CLOSEST = 0.06
/** The same where no word of the question belongs to the field. */
const LEAST_WITHOUT_TOPIC = 0.35

/** The estimated probability that a passage answers the question. */
export function probabilityOfAnswer(
  terms: readonly UnderstoodTerm[],
  { cosine, coveredWithin }: Pick<RankedPassage, 'cosine' | 'coveredWithin'>,
): number {
  if (cosine !== undefined)
    return logistic(BY_MEANING.base + BY_MEANING.cosine * cosine + BY_MEANING.covered * coveredWithin)
  const asked = terms.reduce((sum, { idf }) => sum + idf, 0)
  return logistic(
    BY_WORDS.base +
      BY_WORDS.covered * coveredWithin +
      BY_WORDS.coveredWeight * Math.min(MOST_COVERED, coveredWithin * asked) +
      BY_WORDS.topical * Math.log1p(terms.filter(({ topical }) => topical).length),
  )
}

/** What a passage with that probability may be called. */
export function verdictOn(probability: number, terms: readonly UnderstoodTerm[]): 'answer' | 'closest' | 'nothing' {
  const least = isOffTopic(terms) ? LEAST_WITHOUT_TOPIC : LEAST_FOR_CLOSEST
  if (probability < least) return 'nothing'
  return probability < LEAST_FOR_ANSWER ? 'closest' : 'answer'
}

/** Whether a question has words, none of which belongs to the field; never if the vocabulary has no words of the field. */
export function isOffTopic(terms: readonly UnderstoodTerm[]): boolean {
  return terms.length > 0 && terms.every(({ topical }) => topical === false)
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

import { areaUnderCurve, calibration, type Estimate } from './calibration.ts'
import { createCanonicalPassages, type Ranking, rankingOf } from './canonical-passages.ts'
import type { Rescale } from './fit-estimates.ts'
import type { MeasuredProduct, Outcome, Verdict } from './measured-product.ts'
import { type Measures, measure, verdictShares } from './measures.ts'
import type { MeasuringSet } from './measuring-set.ts'

const SHOWN = 10

/** One question of a set, asked twice. */
export interface AskedQuestion {
  id: string
  ranking: Ranking
  asked: Outcome
  /** Asked without the answers that have a grade of 1 or 2 for it. */
  leftOut: Outcome
}

/** What was measured on a set. Shares are from 0 to 1. */
export interface Figures extends Measures {
  questions: number
  /** The share of questions that got nothing. */
  wronglyUnanswered: number
  /** Missing if the set has no messages that are out of scope. */
  outOfScopeUnanswered?: number
  /** What the replies were called. */
  verdicts: Record<Verdict, number>
  /** The same for the questions asked without the answers that are right for them. */
  leftOut: Record<Verdict, number>
  /** How well the estimates say that the first passage has grade 2; missing if the product gives none. */
  confidence?: { areaUnderCurve: number | undefined; calibration: ReturnType<typeof calibration> }
}

/** Asks all questions of a set, each as it is and without what is right for it. */
export async function askQuestions(set: MeasuringSet, product: MeasuredProduct): Promise<AskedQuestion[]> {
  const canonical = createCanonicalPassages(set.passages)
  const answerOf = new Map(set.passages.map(({ id, answer }) => [id, answer]))
  const asked: AskedQuestion[] = []
  for (const { id, text } of set.questions) {
    const outcome = await product.ask(text, SHOWN)
    const graded = [...(set.judgments.get(id) ?? [])].filter(([, grade]) => grade > 0)
    const right = new Set(graded.flatMap(([passage]) => answerOf.get(passage) ?? []))
    asked.push({
      id,
      ranking: rankingOf(outcome.found.slice(0, SHOWN), id, { canonical, judgments: set.judgments }),
      asked: outcome,
      leftOut: await product.askWithout(right, text, SHOWN),
    })
  }
  return asked
}

/** Asks the messages that are out of scope; gives what the replies are called. */
export async function askOutOfScope(set: MeasuringSet, product: MeasuredProduct): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { text } of set.outOfScope) verdicts.push((await product.ask(text, SHOWN)).verdict)
  return verdicts
}

/** The estimates of replies to some questions, and whether the first passage of each has grade 2. */
export function estimatesOf(
  questions: readonly AskedQuestion[],
  { judgments }: Pick<MeasuringSet, 'judgments'>,
): Estimate[] {
  return questions.flatMap(({ id, ranking, asked, leftOut }): Estimate[] => {
    const first = ranking[0]
    const right = first !== undefined && judgments.get(id)?.get(first) === 2
    return [
      ...(asked.confidence === undefined ? [] : [{ confidence: asked.confidence, right }]),
      ...(leftOut.confidence === undefined ? [] : [{ confidence: leftOut.confidence, right: false }]),
    ]
  })
}

/** Measures questions that were asked, all of a set or some of them; `rescale` changes their estimates first. */
export function figuresOf(
  questions: readonly AskedQuestion[],
  outOfScope: readonly Verdict[],
  { judgments }: Pick<MeasuringSet, 'judgments'>,
  rescale: Rescale = (confidence) => confidence,
): Figures {
  const verdicts = verdictShares(questions.map(({ asked }) => asked.verdict))
  const estimates = estimatesOf(questions, { judgments }).map(({ confidence, right }): Estimate => {
    return { confidence: rescale(confidence), right }
  })
  return {
    questions: questions.length,
    ...measure(new Map(questions.map(({ id, ranking }) => [id, ranking])), judgments),
    wronglyUnanswered: verdicts.nothing,
    ...(outOfScope.length > 0 && { outOfScopeUnanswered: verdictShares(outOfScope).nothing }),
    verdicts,
    leftOut: verdictShares(questions.map(({ leftOut }) => leftOut.verdict)),
    ...(estimates.length > 0 && {
      confidence: { areaUnderCurve: areaUnderCurve(estimates), calibration: calibration(estimates) },
    }),
  }
}

import type { WrittenAnswer } from '../record/answer.ts'
import { monthsBefore } from '../record/dates.ts'
import { answerKey } from '../record/identity.ts'
import type { Found } from '../search/found.ts'
import type { Answering } from './answering.ts'

const MAX_QUESTIONS = 5
/** Passages looked at for each question that is given: several may be of one answer. */
const PASSAGES_A_QUESTION = 3
/** A department may refer to an answer that was given so lately instead of answering again. */
const RECENT_MONTHS = 3

/** A question of the record that is near to another, with the passage that answers it. */
export interface NearQuestion {
  question: WrittenAnswer['questions'][number]
  found: Found
  /** Whether it was answered within the last three months. */
  recent: boolean
}

/**
 * The questions of the record nearest to a draft, five at most: those of the answers that an ordinary search finds. None
 * where it finds nothing close. `today` is `yyyy-mm-dd`.
 */
export async function nearQuestions(
  { ask, parse }: Pick<Answering, 'ask' | 'parse'>,
  draft: string,
  today: string,
): Promise<NearQuestion[]> {
  const reply = await ask(parse(draft), { others: MAX_QUESTIONS * PASSAGES_A_QUESTION })
  const found = reply.kind === 'no-answer' ? reply.nearest : [reply.best, ...reply.others]
  const since = monthsBefore(today, RECENT_MONTHS)
  return [...Map.groupBy(found, ({ answer }) => answerKey(answer)).values()]
    .flatMap(([first]) => first ?? [])
    .slice(0, MAX_QUESTIONS)
    .map((found) => ({ question: found.answer.questions[0], found, recent: found.answer.answered >= since }))
}

import { answerKey, questionKey, type WrittenAnswer } from './answer.ts'

/** The answers that are here, found by what names them. */
export interface Corpus {
  size: () => number
  /** The answer to the question of that key (`2018-03-29/135027`), be it the first of its group or another. */
  byKey: (key: string) => WrittenAnswer | undefined
  /** Every answer to a question of that UIN, in any case, the newest first: UINs are reused from session to session. */
  byUin: (uin: string) => WrittenAnswer[]
  /** The last to be answered, the newest first. */
  newest: (count: number) => WrittenAnswer[]
}

export function createCorpus(answers: Iterable<WrittenAnswer>): Corpus {
  const all = [...answers].sort(newestFirst)
  const byKey = new Map(all.flatMap((answer) => answer.questions.map((question) => [questionKey(question), answer])))
  const byUin = Map.groupBy(
    all.flatMap((answer) => answer.questions.map(({ uin }) => ({ uin, answer }))),
    ({ uin }) => uin.toUpperCase(),
  )
  return {
    size: () => all.length,
    byKey: (key) => byKey.get(key),
    byUin: (uin) => (byUin.get(uin.toUpperCase()) ?? []).map(({ answer }) => answer),
    newest: (count) => all.slice(0, count),
  }
}

/** Orders answers by the day they were answered, the newest first; then by their key, so that the order is one. */
function newestFirst(a: WrittenAnswer, b: WrittenAnswer): number {
  return b.answered.localeCompare(a.answered) || answerKey(b).localeCompare(answerKey(a))
}

import type { Reference, WrittenAnswer } from '../record/answer.ts'
import { answerKey, questionKey } from '../record/identity.ts'
import { countNames, type Names } from '../record/names.ts'

/** The answers that are here, found by what names them. */
export interface Corpus {
  size: () => number
  /** The answer to the question of that key (`2018-03-29/135027`), be it the first of its group or another. */
  byKey: (key: string) => WrittenAnswer | undefined
  /** Every answer to a question of that UIN, in any case, the newest first: UINs are reused from session to session. */
  byUin: (uin: string) => WrittenAnswer[]
  /** The last to be answered, the newest first; all of them where no count is said: that list is not copied. */
  newest: (count?: number) => readonly WrittenAnswer[]
  /** Who answered, who asked, and the departments. Follows what is put and removed. */
  names: Names
  /** The answer that a reference of another answer points to, where it is here. */
  referred: (reference: Reference, from: WrittenAnswer) => WrittenAnswer | undefined
  /** The answers here that point to this one, the newest first. */
  referringTo: (answer: WrittenAnswer) => WrittenAnswer[]
  /** Takes an answer in, in the place of those that answer one of the same questions; gives the keys of those. */
  put: (answer: WrittenAnswer) => string[]
  /** Takes out the answer of that key. */
  remove: (key: string) => void
}

/** How far from the day that a reference names the answer may have been given: days are misquoted, sessions are years. */
const REFERENCE_TOLERANCE_DAYS = 31

export function createCorpus(answers: Iterable<WrittenAnswer> = []): Corpus {
  const byKey = new Map<string, WrittenAnswer>()
  const byUin = new Map<string, Set<WrittenAnswer>>()
  const pointingTo = new Map<string, Set<WrittenAnswer>>()
  const { names, count } = countNames()
  let sorted: WrittenAnswer[] | undefined

  const remove = (key: string) => {
    const answer = byKey.get(key)
    if (!answer) return
    for (const question of answer.questions) {
      byKey.delete(questionKey(question))
      byUin.get(question.uin)?.delete(answer)
    }
    for (const { uin } of answer.references) pointingTo.get(uin)?.delete(answer)
    count(answer, -1)
    sorted = undefined
  }

  const put = (answer: WrittenAnswer) => {
    const replaced = new Set(
      answer.questions.flatMap((question) => byKey.get(questionKey(question)) ?? []).map(answerKey),
    )
    for (const key of replaced) remove(key)
    for (const question of answer.questions) {
      byKey.set(questionKey(question), answer)
      addTo(byUin, question.uin, answer)
    }
    for (const { uin } of answer.references) addTo(pointingTo, uin, answer)
    count(answer, 1)
    sorted = undefined
    return [...replaced]
  }

  const withUin = (uin: string) => [...(byUin.get(uin.toUpperCase()) ?? [])].sort(newestFirst)
  const newest = () => {
    sorted ??= [...new Set(byKey.values())].sort(newestFirst)
    return sorted
  }
  const referred: Corpus['referred'] = ({ uin, answered }, from) => {
    const earlier = withUin(uin).filter((answer) => answer !== from && answer.answered <= from.answered)
    if (answered === undefined) return earlier[0]
    const [closest] = earlier
      .map((answer) => ({ answer, days: daysBetween(answer.answered, answered) }))
      .sort((a, b) => a.days - b.days)
    return closest && closest.days <= REFERENCE_TOLERANCE_DAYS ? closest.answer : undefined
  }

  for (const answer of answers) put(answer)
  return {
    size: () => newest().length,
    byKey: (key) => byKey.get(key),
    byUin: withUin,
    newest: (count) => (count === undefined ? newest() : newest().slice(0, count)),
    names,
    referred,
    referringTo: (answer) =>
      [...new Set(answer.questions.flatMap(({ uin }) => [...(pointingTo.get(uin) ?? [])]))]
        .filter((other) => other.references.some((reference) => referred(reference, other) === answer))
        .sort(newestFirst),
    put,
    remove,
  }
}

function addTo(index: Map<string, Set<WrittenAnswer>>, name: string, answer: WrittenAnswer): void {
  const there = index.get(name)
  if (there) there.add(answer)
  else index.set(name, new Set([answer]))
}

function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000
}

/** Orders answers by the day they were answered, the newest first; then by their key, so that the order is one. */
function newestFirst(a: WrittenAnswer, b: WrittenAnswer): number {
  if (a.answered !== b.answered) return a.answered < b.answered ? 1 : -1
  return answerKey(a) < answerKey(b) ? 1 : -1
}

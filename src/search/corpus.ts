import type { Reference, WrittenAnswer } from '../record/answer.ts'
import { answerKey, questionKey } from '../record/identity.ts'
import { type Names, namesIn } from '../record/names.ts'
import { newestFirst } from '../record/newest-first.ts'

/** The answers of the corpus, by what identifies them. */
export interface Corpus {
  size: () => number
  /** The answer to the question of that key (`2018-03-29/135027`), whether it is the first of its group or not. */
  byKey: (key: string) => WrittenAnswer | undefined
  /** Every answer to a question of that UIN, in upper or lower case, newest first: UINs are reused between sessions. */
  byUin: (uin: string) => WrittenAnswer[]
  /** How many answers there are, and the days that they cover. */
  holdings: () => Holdings
  /** All answers, newest first: the internal array, so don't change it. */
  newest: () => readonly WrittenAnswer[]
  /** Ministers, askers and departments of the answers that it has now. */
  readonly names: Names
  /** The answer that a reference of another answer points to, if it is in the corpus. */
  referred: (reference: Reference, from: WrittenAnswer) => WrittenAnswer | undefined
  /** The answers that point to this one, newest first. */
  referringTo: (answer: WrittenAnswer) => WrittenAnswer[]
  /** Adds an answer, and removes those that share a question with it: they are returned. */
  put: (answer: WrittenAnswer) => WrittenAnswer[]
  /** Removes the answer whose own key that is, not one that has the question further down; returns it, if any. */
  remove: (key: string) => WrittenAnswer[]
}

/**
 * How many answers there are, and the days of the oldest and the newest of them; no days where there are none. Answers
 * that ship count, but where there are others, they are the ones whose days are given: a few that ship may be years older
 * than all that were fetched.
 */
export interface Holdings {
  count: number
  /** How many of them were there at first. */
  shipped?: number
  oldest?: string
  newest?: string
}

/** Days between the day that a reference names and that of the answer: days are misquoted, but sessions last a year. */
const REFERENCE_TOLERANCE_DAYS = 31

/** @param shipped the answers that it has at first */
export function createCorpus(shipped: Iterable<WrittenAnswer> = []): Corpus {
  const byKey = new Map<string, WrittenAnswer>()
  const byUin = new Map<string, Set<WrittenAnswer>>()
  const pointingTo = new Map<string, Set<WrittenAnswer>>()
  /** Made when asked for after a change. */
  let names: Names | undefined
  let sorted: WrittenAnswer[] | undefined
  const changed = () => {
    names = undefined
    sorted = undefined
  }

  const remove = (key: string) => {
    const answer = byKey.get(key)
    if (!answer || answerKey(answer) !== key) return []
    for (const question of answer.questions) {
      byKey.delete(questionKey(question))
      byUin.get(question.uin)?.delete(answer)
    }
    for (const { uin } of answer.references) pointingTo.get(uin)?.delete(answer)
    changed()
    return [answer]
  }

  const put = (answer: WrittenAnswer) => {
    const replaced = new Set(answer.questions.flatMap((question) => byKey.get(questionKey(question)) ?? []))
    for (const one of replaced) remove(answerKey(one))
    for (const question of answer.questions) {
      byKey.set(questionKey(question), answer)
      addTo(byUin, question.uin, answer)
    }
    for (const { uin } of answer.references) addTo(pointingTo, uin, answer)
    changed()
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

  const atFirst = new Set(shipped)
  for (const answer of atFirst) put(answer)
  const isFetched = (answer: WrittenAnswer) => !atFirst.has(answer)
  return {
    size: () => newest().length,
    holdings() {
      const all = newest()
      const [latest, earliest] = [all.find(isFetched) ?? all[0], all.findLast(isFetched) ?? all.at(-1)]
      const shipped = all.filter((answer) => atFirst.has(answer)).length
      return {
        count: all.length,
        shipped,
        ...(latest && earliest && { oldest: earliest.answered, newest: latest.answered }),
      }
    },
    byKey: (key) => byKey.get(key),
    byUin: withUin,
    newest,
    get names() {
      names ??= namesIn(newest())
      return names
    },
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
  index.set(name, (index.get(name) ?? new Set()).add(answer))
}

function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000
}

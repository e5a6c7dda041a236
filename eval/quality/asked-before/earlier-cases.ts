import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { answerKey, questionKey } from '../../../src/record/identity.ts'
import { createCorpus } from '../../../src/search/corpus.ts'
import { withoutAddressee } from '../../../src/search/retrieve/passage-context.ts'
import { foldOf } from '../folds.ts'

/**
 * How it is known that a question was asked before. 'grouped': a minister answered it together with others. 'referred':
 * its answer refers to that of another question, by its number and day. 'repeated': an earlier question to the same department
 * has nearly the same words.
 */
export type CaseKind = 'grouped' | 'referred' | 'repeated'

/** A question of the record that is asked as a draft, as if it were not in the record yet. */
export interface EarlierCase {
  kind: CaseKind
  /** The key of the question. */
  question: string
  draft: string
  /** The key of its answer; of grouped questions it is also the one to find, by its other questions. */
  answer: string
  /** The keys of the answers to find: any of them is right. */
  right: readonly [string, ...string[]]
}

/** Two questions that share so much of their words, as sets, repeat each other. */
const LEAST_SHARED = 0.8
/** Of each question this share of its words, the rarest, leads to others: one that shares most has some of them. */
const RAREST = 0.25
const MIN_RAREST = 3
const COMMON = 3000
/** One fold of this many is for fitting, the others are measured. */
const FOLDS = 3

/**
 * All cases, one for each earlier answer, in an order by chance that is always the same. A question is of one kind only:
 * the first of grouped, referred, repeated.
 */
export function earlierCases(answers: readonly WrittenAnswer[]): EarlierCase[] {
  const all = [...grouped(answers), ...referred(answers), ...repeated(answers)]
  const questions = new Map(all.toReversed().map((one) => [one.question, one]))
  const earlier = new Map(
    [...questions.values()].toSorted((a, b) => place(b.question) - place(a.question)).map((one) => [one.right[0], one]),
  )
  return [...earlier.values()].toSorted((a, b) => place(a.question) - place(b.question))
}

const place = (key: string) => foldOf(key, Number.MAX_SAFE_INTEGER)

/** Whether weights may be fitted on a case: then it is not measured. By the earlier answer, so that no answer is in both. */
export function isForFitting({ right }: EarlierCase): boolean {
  return foldOf(right[0], FOLDS) === 0
}

/** The cases that are measured: so many grouped ones, and as many of the two other kinds together. */
export function measuredCases(cases: readonly EarlierCase[], ofEach = 100): EarlierCase[] {
  const measured = cases.filter((one) => !isForFitting(one))
  return [true, false].flatMap((wanted) =>
    measured.filter(({ kind }) => (kind === 'grouped') === wanted).slice(0, ofEach),
  )
}

function grouped(answers: readonly WrittenAnswer[]): EarlierCase[] {
  return answers.flatMap((answer): EarlierCase[] => {
    const told = answer.questions.filter(({ text }) => text)
    const last = told.at(-1)
    if (!last?.text || told.length < 2) return []
    const key = answerKey(answer)
    return [{ kind: 'grouped', question: questionKey(last), draft: last.text, answer: key, right: [key] }]
  })
}

function referred(answers: readonly WrittenAnswer[]): EarlierCase[] {
  const corpus = createCorpus(answers)
  return answers.flatMap((answer): EarlierCase[] => {
    const [first, ...others] = answer.references
      // Without its day a number can be that of another session's question.
      .filter(({ kind, answered }) => kind === 'referral' && answered !== undefined)
      .flatMap((reference) => corpus.referred(reference, answer) ?? [])
      .map(answerKey)
    const [question] = answer.questions
    if (first === undefined) return []
    return [
      {
        kind: 'referred',
        question: questionKey(question),
        draft: question.text,
        answer: answerKey(answer),
        right: [first, ...others],
      },
    ]
  })
}

function repeated(answers: readonly WrittenAnswer[]): EarlierCase[] {
  const asked = answers.flatMap((answer) =>
    answer.questions.flatMap(({ text, ...question }) =>
      text ? [{ answer, text, tabled: question.tabled, key: questionKey(question), words: wordsOf(text) }] : [],
    ),
  )
  const having = new Map<string, number[]>()
  for (const [nth, { words }] of asked.entries())
    for (const word of words) {
      const list = having.get(word)
      if (list) list.push(nth)
      else having.set(word, [nth])
    }
  const frequency = (word: string) => having.get(word)?.length ?? 0
  return asked.flatMap((one): EarlierCase[] => {
    const rarest = [...one.words]
      .toSorted((a, b) => frequency(a) - frequency(b))
      .slice(0, Math.max(MIN_RAREST, Math.ceil(one.words.size * RAREST)))
      .filter((word) => frequency(word) < COMMON)
    const others = new Set(rarest.flatMap((word) => having.get(word) ?? []))
    const found = [...others]
      .flatMap((nth) => asked[nth] ?? [])
      .filter(
        (other) =>
          other.answer !== one.answer &&
          other.tabled < one.tabled &&
          other.answer.department === one.answer.department &&
          shared(one.words, other.words) >= LEAST_SHARED,
      )
    const [first, ...more] = new Set(found.map(({ answer }) => answerKey(answer)))
    if (first === undefined) return []
    const answer = answerKey(one.answer)
    return [{ kind: 'repeated', question: one.key, draft: one.text, answer, right: [first, ...more] }]
  })
}

const wordsOf = (question: string) =>
  new Set(
    withoutAddressee(question)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [],
  )

/** Jaccard's index. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = one.intersection(other).size
  return both / (one.size + other.size - both)
}

import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { PassageIndex, RankedPassage } from '../search/passage-index.ts'
import { type Filter, MAX_QUESTION_CHARS, parseFilters } from '../search/question/filters.ts'
import { passing, unknownNames } from '../search/question/passes.ts'
import { filtersInPlainWords, yearInPlainWords } from '../search/question/plain-filters.ts'
import { uinAskedFor } from '../search/question/uin.ts'
import { collapse } from '../search/rank/collapse.ts'
import { isAnswered } from '../search/rank/decide.ts'
import { newerOnTheSame } from '../search/rank/newer.ts'
import { referralsOf } from './referrals.ts'
import type { Ask, NoAnswerReply, Reply } from './reply.ts'

const DEFAULT_OTHERS = 4
const MAX_NEAREST = 3
/** Passages beyond these, for each that is shown, are not looked at for being the same. */
const LOOKED_AT_PER_SHOWN = 3

/** Answers questions from a corpus and the index of it. Never throws for anything in the question. */
export function createAsk(corpus: Corpus, index: PassageIndex): Ask {
  const search = async (text: string, filters: readonly Filter[]) => {
    const { terms, repaired } = index.understand(text)
    const passes = passing(filters, corpus.names)
    const within = (key: string) => {
      const answer = corpus.byKey(key)
      return answer !== undefined && passes(answer)
    }
    const ranked = terms.length === 0 ? [] : await index.rank(terms, filters.length > 0 ? { within } : {})
    return { terms, repaired, ranked, answered: isAnswered(terms, ranked) }
  }

  const answer: Ask = async (question, { others = DEFAULT_OTHERS } = {}) => {
    const read = question.slice(0, MAX_QUESTION_CHARS)
    const asked = uinAskedFor(read)
    if (asked) {
      const [answer, ...sameUin] = corpus.byUin(asked.uin)
      if (answer) return wholeAnswer(question, answer, sameUin, others)
      if (asked.certain) return { kind: 'no-answer', question, reason: 'unknown-uin', nearest: [] }
    }

    const parsed = parseFilters(read)
    const wrongFilters = [...parsed.wrong, ...unknownNames(parsed, corpus)]
    if (wrongFilters.length > 0)
      return { kind: 'no-answer', question, reason: 'wrong-filter', nearest: [], wrongFilters }

    const plain = filtersInPlainWords(parsed.text, corpus.names)
    const filters = [...parsed.filters, ...plain.filters]
    let result = await search(plain.text, filters)
    const year = yearInPlainWords(plain.text)
    if (year && !speakOf(year.filter.value, result.ranked, corpus)) {
      const inYear = await search(year.text, [...filters, year.filter])
      if (inYear.answered) {
        result = inYear
        filters.push(year.filter)
      }
    }
    const understood = {
      question,
      ...(filters.length > 0 && { filters }),
      ...(result.repaired.length > 0 && { repaired: result.repaired }),
    }
    if (result.terms.length === 0) return withoutWords(understood, filters, corpus)
    const ofUin = filters.some(({ name }) => name === 'uin')
    if (ofUin && result.ranked.length === 0) return withoutWords(understood, filters, corpus)

    const shown = result.ranked.slice(0, (others + 1) * LOOKED_AT_PER_SHOWN)
    const found = collapse(
      shown.flatMap((passage) => locate(corpus, passage)),
      ({ answer, index: place }) => index.termsAt({ key: answerKey(answer), index: place }),
    )
    const [best, ...rest] = found
    if (!best || !(result.answered || ofUin))
      return {
        kind: 'no-answer',
        ...understood,
        reason: 'nothing-close',
        nearest: oneOfEach(found).slice(0, MAX_NEAREST),
      }
    const newer = newerOnTheSame(best, result.ranked, {
      similarity: index.similarity,
      hasContent: (key) => saysSomething(corpus.byKey(key)),
    })
    const newerFound = newer && locate(corpus, newer)[0]
    return {
      kind: 'answer',
      ...understood,
      best: { ...best, ...(newerFound && { newer: newerFound }) },
      others: rest.slice(0, others),
    }
  }
  return async (question, options) => withReferrals(await answer(question, options), corpus)
}

/** Filters alone: the newest that pass them may help, and all of one answer where its UIN was given. */
function withoutWords(
  understood: Pick<NoAnswerReply, 'question' | 'filters'>,
  filters: readonly Filter[],
  corpus: Corpus,
): Reply {
  const passes = passing(filters, corpus.names)
  const uin = filters.find(({ name }) => name === 'uin')?.value
  const [first, ...others] = uin === undefined ? [] : corpus.byUin(uin).filter(passes)
  if (first) return { ...wholeAnswer(understood.question, first, others, DEFAULT_OTHERS), ...understood }
  const nearest =
    filters.length === 0
      ? []
      : Iterator.from(corpus.newest()).filter(passes).take(MAX_NEAREST).toArray().flatMap(firstPassage)
  return { kind: 'no-answer', ...understood, reason: filters.length > 0 ? 'only-filters' : 'no-words', nearest }
}

/** The first passage of the answer, its other passages, and the other answers to a question of that UIN. */
function wholeAnswer(question: string, answer: WrittenAnswer, sameUin: WrittenAnswer[], others: number): Reply {
  const [best, ...rest] = answer.passages.map((passage, index): Found => ({ answer, index, passage }))
  if (!best) throw new Error(`the answer ${answerKey(answer)} has no passage`)
  return { kind: 'answer', question, best, others: [...sameUin.flatMap(firstPassage), ...rest].slice(0, others) }
}

function firstPassage(answer: WrittenAnswer): PassageOfAnswer[] {
  return answer.passages.slice(0, 1).map((passage) => ({ answer, index: 0, passage }))
}

/** Whether one of the first passages names the year itself: then it is what they are about, not when they were given. */
function speakOf(year: string, ranked: readonly RankedPassage[], corpus: Corpus): boolean {
  const named = new RegExp(`(?<!\\d)${year}(?!\\d)`)
  return ranked
    .slice(0, MAX_NEAREST)
    .flatMap((passage) => locate(corpus, passage))
    .some(({ passage }) => named.test(passageText(passage)))
}

/** The reply with, for each answer that only refers to others, those of them that are here. */
function withReferrals(reply: Reply, corpus: Corpus): Reply {
  const refer = (found: Found): Found => ({ ...found, ...referralsOf(found.answer, corpus) })
  switch (reply.kind) {
    case 'answer':
      return { ...reply, best: refer(reply.best), others: reply.others.map(refer) }
    case 'no-answer':
      return { ...reply, nearest: reply.nearest.map(refer) }
  }
}

function locate(corpus: Corpus, { key, index }: Pick<RankedPassage, 'key' | 'index'>): PassageOfAnswer[] {
  const answer = corpus.byKey(key)
  const passage = answer?.passages[index]
  return answer && passage ? [{ answer, index, passage }] : []
}

/** Whether it is more than a promise to answer, or a pointer to another answer. */
function saysSomething(answer: WrittenAnswer | undefined): boolean {
  return answer !== undefined && !answer.holding && !answer.references.some(({ kind }) => kind === 'referral')
}

/** The first passage found of each answer. */
function oneOfEach(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map((one) => [answerKey(one.answer), one])).values()].reverse()
}

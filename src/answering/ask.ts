import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { PassageIndex, RankedPassage } from '../search/passage-index.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate, unknownFilters } from '../search/question/filter-answers.ts'
import type { Question } from '../search/question/question.ts'
import { collapse } from '../search/rank/collapse.ts'
import { isAnswered } from '../search/rank/decide.ts'
import { newerOnTheSame } from '../search/rank/newer.ts'
import type { Meaning } from './meaning.ts'
import { referralsOf } from './referrals.ts'
import type { Ask, NoAnswerReply, Reply } from './reply.ts'

const DEFAULT_OTHERS = 4
const MAX_NEAREST = 3
/** For each passage that is shown, so many are compared to find those that say the same. */
const COMPARED_PER_SHOWN = 3

/** Answers questions from a corpus and its index. Never throws because of what a question says. */
export function createAsk(corpus: Corpus, index: PassageIndex, _meaning?: Meaning): Ask {
  const search = async (text: string, filters: readonly Filter[]) => {
    const { terms, repaired } = index.understand(text)
    const passes = filterPredicate(filters, corpus.names)
    const within = (key: string) => {
      const answer = corpus.byKey(key)
      return answer !== undefined && passes(answer)
    }
    const ranked = terms.length === 0 ? [] : await index.rank(terms, filters.length > 0 ? { within } : {})
    return { terms, repaired, ranked, answered: isAnswered(terms, ranked) }
  }

  const answer: Ask = async (question, { others = DEFAULT_OTHERS } = {}) => {
    const { text, uin, year } = question
    if (uin) {
      const [answer, ...sameUin] = corpus.byUin(uin.uin)
      if (answer) return wholeAnswer(question, answer, sameUin, others)
      if (uin.certain) return { kind: 'no-answer', question, reason: 'unknown-uin', nearest: [] }
    }
    const wrongFilters = [...question.wrong, ...unknownFilters(question.filters, corpus)]
    if (wrongFilters.length > 0)
      return { kind: 'no-answer', question, reason: 'wrong-filter', nearest: [], wrongFilters }

    const filters = [...question.filters]
    let result = await search(text, filters)
    if (year && !nameTheYear(year.value, result.ranked, corpus)) {
      const given: Filter = { name: 'in', value: year.value }
      const inYear = await search(year.text, [...filters, given])
      if (inYear.answered) {
        result = inYear
        filters.push(given)
      }
    }
    const understood = {
      question,
      ...(filters.length > 0 && { filters }),
      ...(result.repaired.length > 0 && { repaired: result.repaired }),
    }
    const ofUin = filters.some(({ name }) => name === 'uin')
    if (result.terms.length === 0 || (ofUin && result.ranked.length === 0))
      return filtersAlone(understood, filters, others, corpus)

    const compared = result.ranked.slice(0, (others + 1) * COMPARED_PER_SHOWN)
    const found = collapse(
      compared.flatMap((passage) => locate(corpus, passage)),
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

/** Filters without words: all of an answer whose UIN was given, else the newest answers that pass. */
function filtersAlone(
  understood: Pick<NoAnswerReply, 'question' | 'filters'>,
  filters: readonly Filter[],
  others: number,
  corpus: Corpus,
): Reply {
  const passes = filterPredicate(filters, corpus.names)
  const uin = filters.find(({ name }) => name === 'uin')?.value
  const [first, ...sameUin] = uin === undefined ? [] : corpus.byUin(uin).filter(passes)
  if (first) return { ...wholeAnswer(understood.question, first, sameUin, others), ...understood }
  const nearest =
    filters.length === 0
      ? []
      : Iterator.from(corpus.newest()).filter(passes).take(MAX_NEAREST).toArray().flatMap(firstPassage)
  return { kind: 'no-answer', ...understood, reason: filters.length > 0 ? 'only-filters' : 'no-words', nearest }
}

/** The first passage of the answer; besides it, other answers to a question of that UIN, then the answer's other passages. */
function wholeAnswer(question: Question, answer: WrittenAnswer, sameUin: WrittenAnswer[], others: number): Reply {
  const [best, ...rest] = answer.passages.map((passage, index): Found => ({ answer, index, passage }))
  if (!best) throw new Error(`the answer ${answerKey(answer)} has no passage`)
  return { kind: 'answer', question, best, others: [...sameUin.flatMap(firstPassage), ...rest].slice(0, others) }
}

function firstPassage(answer: WrittenAnswer): PassageOfAnswer[] {
  return answer.passages.slice(0, 1).map((passage) => ({ answer, index: 0, passage }))
}

/** Whether one of the first passages names the year: then the question is about that year, not about answers given in it. */
function nameTheYear(year: string, ranked: readonly RankedPassage[], corpus: Corpus): boolean {
  const named = new RegExp(`(?<!\\d)${year}(?!\\d)`)
  return ranked
    .slice(0, MAX_NEAREST)
    .flatMap((passage) => locate(corpus, passage))
    .some(({ passage }) => named.test(passageText(passage)))
}

/** Adds to each answer that only refers to others those of them that the corpus has. */
function withReferrals(reply: Reply, corpus: Corpus): Reply {
  const refer = (found: Found): Found => ({ ...found, ...referralsOf(found.answer, corpus) })
  switch (reply.kind) {
    case 'answer':
    case 'closest':
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

/** False for a holding answer, and for one that refers to another. */
function saysSomething(answer: WrittenAnswer | undefined): boolean {
  return answer !== undefined && !answer.holding && !answer.references.some(({ kind }) => kind === 'referral')
}

/** The first passage found of each answer. */
function oneOfEach(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map((one) => [answerKey(one.answer), one])).values()].reverse()
}

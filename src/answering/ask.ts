import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { answerKey } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import type { PassageIndex, RankedPassage } from '../search/passage-index.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate, unknownFilters } from '../search/question/filter-answers.ts'
import type { Question } from '../search/question/question.ts'
import { collapse } from '../search/rank/collapse.ts'
import { isOffTopic, probabilityOfAnswer } from '../search/rank/confidence.ts'
import { embedWithin } from '../search/retrieve/embedder.ts'
import { coveredBy } from './covered.ts'
import { type Fetching, IDLE } from './fetching.ts'
import type { Meaning } from './meaning.ts'
import { createNewerInRanking, EMBEDDING_LIMIT_MS } from './newer-answers.ts'
import { referralsOf } from './referrals.ts'
import type { Ask, NoAnswerReply, Reply } from './reply.ts'
import { createSearch } from './search.ts'

const DEFAULT_OTHERS = 4
const MAX_NEAREST = 3
/** For each passage that is shown, so many are compared to find those that say the same. */
const COMPARED_PER_SHOWN = 3
/** A passage less likely to answer than this is not near enough to be shown. */
const LEAST_FOR_NEAREST = 0.03

/** Answers questions from a corpus and its index. Never throws because of what a question says. */
export function createAsk(
  corpus: Corpus,
  index: PassageIndex,
  meaning?: Meaning,
  fetching: () => Fetching = () => IDLE,
): Ask {
  const covered = (filters: readonly Filter[] = []) => coveredBy(corpus, filters, fetching())
  const search = createSearch(corpus, index, meaning)
  const newerInRanking = createNewerInRanking(corpus)

  const answer: Ask = async (question, { others = DEFAULT_OTHERS, asRanked = false } = {}) => {
    const { text, uin, year } = question
    if (uin) {
      const [answer, ...sameUin] = corpus.byUin(uin.uin)
      if (answer) return wholeAnswer(question, answer, sameUin, others)
      if (uin.certain) return { kind: 'no-answer', question, reason: 'unknown-uin', nearest: [], ...covered() }
    }
    const wrongFilters = [...question.wrong, ...unknownFilters(question.filters, corpus)]
    if (wrongFilters.length > 0) {
      const unknown = wrongFilters.some(({ reason }) => reason === 'unknown')
      return {
        kind: 'no-answer',
        question,
        reason: 'wrong-filter',
        nearest: [],
        wrongFilters,
        ...(unknown && covered()),
      }
    }

    const filters = [...question.filters]
    // Made once for a question, however often it is searched.
    const vector = meaning && text !== '' ? await embedWithin(meaning.embedder, text, EMBEDDING_LIMIT_MS) : undefined
    // What was said then is looked for without the words of the date: they find whatever else happened then.
    let result = await search(year?.said ? year.text : text, filters, vector)
    let noneGivenIn: string | undefined
    if (year?.said && nameTheYear(year.value, result.ranked, corpus)) result = await search(text, filters, vector)
    else if (year && !nameTheYear(year.value, result.ranked, corpus)) {
      const given: Filter = { name: 'in', value: year.value }
      const inYear = await search(year.text, [...filters, given], vector)
      const isNoWorse = year.said && inYear.verdict === result.verdict && inYear.verdict !== 'nothing'
      if (inYear.verdict === 'answer' || isNoWorse) {
        result = inYear
        filters.push(given)
      } else if (year.said) noneGivenIn = year.value
    }
    const { terms, repaired, ranked, ranking, confidence } = result
    const offTopic = isOffTopic(terms)
    const understood = {
      question,
      ...(offTopic && { offTopic }),
      ...(filters.length > 0 && { filters }),
      ...(repaired.length > 0 && { repaired }),
    }
    const ofUin = filters.some(({ name }) => name === 'uin')
    if (!ranking || (ofUin && ranked.length === 0)) return filtersAlone(understood, filters, others, corpus)

    const shown = (ranked: readonly RankedPassage[]) =>
      collapse(
        ranked.slice(0, (others + 1) * COMPARED_PER_SHOWN).flatMap((passage) => locate(corpus, passage)),
        ({ answer, index: place }) => ranking.termsAt({ key: answerKey(answer), index: place }),
      )
    const byRank = shown(ranked)
    const [first] = byRank
    const [best, ...rest] = first && !asRanked ? shown(otherAnswersFirst(ranked, first)) : byRank
    if (!best || (result.verdict === 'nothing' && !ofUin)) {
      const near = offTopic
        ? []
        : ranked.slice(0, MAX_NEAREST).filter((one) => probabilityOfAnswer(terms, one) >= LEAST_FOR_NEAREST)
      const unknown = index.missingWords(terms).filter(({ inRecord }) => !inRecord)
      return {
        kind: 'no-answer',
        ...understood,
        reason: 'nothing-close',
        confidence,
        ...(unknown.length > 0 && { missing: unknown }),
        nearest: oneOfEach(near.flatMap((passage) => locate(corpus, passage))),
        ...covered(filters),
      }
    }
    const missing = ranking.missingWords(terms, best)
    const newer = newerInRanking(best, ranked, ranking)
    // Asked about a place, an answer that doesn't mention it is not the answer.
    const certain = (result.verdict === 'answer' && missing.every(({ place }) => !place)) || ofUin
    return {
      kind: certain ? 'answer' : 'closest',
      ...understood,
      confidence,
      ...(missing.length > 0 && { missing }),
      ...(noneGivenIn && { noneGivenIn }),
      best: { ...best, ...(newer && { newer }) },
      others: rest.slice(0, others),
    }
  }
  return async (question, options) => withReferrals(await answer(question, options), corpus)
}

/**
 * The passages in their order, but after the first the other passages of its answer come last, and of the answers that
 * say the same: the full answer has them anyway. All that are ranked are ordered, so that every page has the same order.
 */
function otherAnswersFirst(ranked: readonly RankedPassage[], first: Found): RankedPassage[] {
  const same = [first, ...(first.alsoGiven ?? [])]
  const keys = new Set(same.map(({ answer }) => answerKey(answer)))
  const isFirst = ({ key, index }: RankedPassage) =>
    same.some((one) => one.index === index && answerKey(one.answer) === key)
  const place = (one: RankedPassage) => (isFirst(one) ? 0 : keys.has(one.key) ? 2 : 1)
  return ranked.toSorted((a, b) => place(a) - place(b))
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
  const named = new RegExp(`(?<!\\d)${longDate(year)}(?!\\d)`)
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

/** The first passage found of each answer. */
function oneOfEach(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map((one) => [answerKey(one.answer), one])).values()].reverse()
}

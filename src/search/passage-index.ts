import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { PassageOfAnswer } from './found.ts'
import type { FactTest } from './question/filter-answers.ts'
import { bm25, type Candidate, coverage, matchAnswers, type PositionedMatch } from './rank/match.ts'
import { type MissingWord, missingWords } from './rank/missing-words.ts'
import { cosineSimilarity, highestIdf, weightQuery } from './rank/query.ts'
import { scorePassages } from './rank/score-passages.ts'
import { type AnswerIndex, createAnswerIndex, type Within } from './retrieve/answer-index.ts'
import { aboutText, answerToIndex, type IndexedAnswer } from './retrieve/indexed-answer.ts'
import { parsePassageKey, passageKey } from './retrieve/passage-key.ts'
import type { VectorRetriever } from './retrieve/vectors.ts'
import { createAnalyser, type QuestionTerm } from './text/analyser.ts'
import { createPhrasings } from './text/phrasings.ts'
import { createPlaceNames, type PlaceSpan } from './text/place-names.ts'
import { type Repair, repairTerms } from './text/repair-terms.ts'
import { createSpelling, type Spelling } from './text/spelling.ts'
import { createTokeniser } from './text/tokens.ts'
import { EMPTY_VOCABULARY, type Vocabulary } from './text/vocabulary.ts'

/** Names a passage. */
interface PassagePlace {
  /** The key of its answer. */
  key: string
  /** Which of the answer's passages, from 0. */
  index: number
}

/** A passage, with how well it meets the question. */
export interface RankedPassage extends PassagePlace {
  /** The weighted sum of its scores, from 0. Comparable within one ranking only. */
  score: number
  /** The day its answer was given. */
  answered: string
  /** The share of the question, by weight, that the passage has: from 0 to 1. */
  covered: number
  /** The share that the passage has together with the heading and the questions of its answer. */
  coveredWithin: number
  /** The cosine of the question and the passage; undefined where the words alone search, or the passage has no vector. */
  cosine: number | undefined
}

/** An answer, with how well its heading and its questions meet a draft question. */
interface RankedQuestions {
  key: string
  /** BM25, from 0. Comparable within one ranking only. */
  score: number
  /** The share of the draft, by weight, that they have: from 0 to 1. */
  covered: number
}

/** Something that a question asks for, with what the index knows of it. */
export interface UnderstoodTerm extends QuestionTerm {
  /** The weighted IDF of its best form, relative to a term found in one text: from 0 to about 1. */
  idf: number
  /** Whether it names a place. */
  place: boolean
}

interface RankOptions {
  /** Restricts the ranking to answers for whose keys it is true. */
  within?: ((key: string) => boolean) | undefined
  /** What `within` tests, as data: an index elsewhere searches only what passes. */
  tests?: readonly FactTest[] | undefined
  /** The question's vector, and those of the passages; without it the words alone search. */
  meaning?: { question: Float32Array; vectors: VectorRetriever } | undefined
}

/** The passages that meet a question best, with what was found of them. */
export interface Ranking {
  /** The best first, at most `MAX_RANKED`; of equals the newer first. */
  passages: RankedPassage[]
  /** The numbers of the distinct terms of a passage of the ranking; none of any other. */
  termsAt: (place: PassagePlace) => ReadonlySet<number>
  /** The cosine similarity of two passages of the ranking by their terms: from 0 to 1. */
  similarity: (one: PassagePlace, other: PassagePlace) => number
  /** The cosine of two passages of the ranking by meaning; undefined where one has no vector. */
  cosineBetween: (one: PassagePlace, other: PassagePlace) => number | undefined
  /** `PassageIndex.missingWords` for a passage of the ranking, without analysing it again. */
  missingWords: PassageIndex['missingWords']
}

/** Finds passages by what they say. */
export interface PassageIndex {
  /**
   * Adds answers, replacing those with the same keys. The cost of an answer does not depend on how many are added. In memory
   * it is done when the call returns.
   */
  add: (answers: Iterable<WrittenAnswer>) => Promise<void>
  /** Removes answers, given as they were added; unknown ones are ignored. */
  remove: (answers: Iterable<WrittenAnswer>) => Promise<void>
  /** Resolves when what was added is found and what was removed is not. */
  settled: () => Promise<void>
  /**
   * What a question asks for, with misspelt words replaced by words of the record. `plain`: whether each of its words
   * matters, so that it is a word or two to look up and no sentence.
   */
  understand: (question: string) => { terms: UnderstoodTerm[]; repaired: Repair[]; plain: boolean }
  /** The words of the field that a question has, misspelt ones too, each as the vocabulary writes it. */
  fieldWords: (question: string) => string[]
  /** A text in other words of the vocabulary, each phrasing once. */
  phrasings: (text: string) => string[]
  /** Where a text names places. */
  placesIn: (text: string) => PlaceSpan[]
  /**
   * The words of the question that matter and that a passage doesn't mention, nor its answer's heading or questions; all
   * that matter if no passage is given.
   */
  missingWords: (terms: readonly UnderstoodTerm[], passage?: Pick<PassageOfAnswer, 'answer' | 'index'>) => MissingWord[]
  /**
   * Ranks the passages that meet the question.
   * @throws AppError `search-unavailable` if the index is elsewhere and can't be reached
   */
  rank: (terms: readonly QuestionTerm[], options?: RankOptions) => Promise<Ranking>
  /**
   * Scores the headings and the questions of the answers that have most of the terms, and of those of the keys `also`;
   * only answers for whose keys `within` is true. In no order.
   * @throws AppError `search-unavailable`
   */
  matchQuestions: (
    terms: readonly QuestionTerm[],
    options?: Pick<RankOptions, 'within' | 'tests'> & { also?: Iterable<string> },
  ) => Promise<RankedQuestions[]>
  /** Which of some texts has most of what is asked, from 0; the first of equals. */
  bestText: (terms: readonly QuestionTerm[], texts: readonly string[]) => number
  /**
   * Reads the words of some answers. Gives whether a passage of them, together with the heading and the questions of its
   * answer, has each word of a question, or another name of the same thing. Words of everyday talk don't count.
   * @throws AppError `search-unavailable`
   */
  haveAllWords: (keys: readonly string[]) => Promise<HasAllWords>
}

type HasAllWords = (terms: readonly QuestionTerm[], place: PassagePlace) => boolean

/** An index in memory. */
export interface MemoryPassageIndex extends PassageIndex {
  /** What it has analysed, as plain data, so that another index need not do it again. */
  analysed: () => Analysed
}

/** Answers as they are indexed. They depend on the vocabulary and on `ANALYSER_VERSION`. */
export interface Analysed {
  /** Each term, in the place of its number. */
  terms: string[]
  answers: IndexedAnswer[]
  /** The words of the record, for spelling. */
  words: string[]
}

const MAX_RANKED = 100
/** How many passages are proposed by meaning. */
const PROPOSED_BY_MEANING = 100
/** Headings and questions are short, and much the same length: longer ones ask for more. */
const ABOUT_BM25 = { k: 1.2, b: 0.5 }
const ABOUT_LENGTH = 30
/** Further terms of a question cost time and add little. */
const MAX_TERMS = 100

interface PassageIndexOptions {
  /** Whether a word in small letters is an English word, and so not misspelt. By default none is. */
  isEnglishWord?: ((word: string) => boolean) | undefined
}

interface MemoryOptions extends PassageIndexOptions {
  /** By an index with the same vocabulary: these answers are not analysed again when they are added. */
  analysed?: Analysed | undefined
}

/** An empty index in memory. */
export function createPassageIndex(
  vocabulary: Vocabulary = EMPTY_VOCABULARY,
  { analysed, ...options }: MemoryOptions = {},
): MemoryPassageIndex {
  const answers = createAnswerIndex(analysed)
  const spelling = createSpelling()
  for (const word of analysed?.words ?? []) spelling.learn(word)
  return {
    ...createPassageIndexOn(answers, vocabulary, { ...options, spelling }),
    analysed: () => ({ terms: [...answers.terms.all()], answers: [...answers.all()], words: spelling.words() }),
  }
}

/** The ranking of what an index proposes, wherever it is. */
export function createPassageIndexOn(
  index: AnswerIndex,
  vocabulary: Vocabulary,
  { isEnglishWord = () => false, spelling = createSpelling() }: PassageIndexOptions & { spelling?: Spelling } = {},
): PassageIndex {
  const names = createPlaceNames(vocabulary.names, isEnglishWord)
  const isWord = (word: string) => names.has(word) || isEnglishWord(word)
  index.words?.follow(spelling.learn)
  const analyser = createAnalyser(vocabulary, {
    onNewWord(word) {
      spelling.learn(word)
      index.words?.keep(word)
    },
  })
  const tokenise = createTokeniser()
  const stems = (text: string) =>
    ` ${tokenise(text)
      .map(({ stem }) => stem)
      .join(' ')} `
  const { terms: statistics } = index

  const analyse = (text: string) => Uint32Array.from(analyser.text(text), statistics.number)
  const toIndex = (answers: Iterable<WrittenAnswer>) => Array.from(answers, (answer) => answerToIndex(answer, analyse))
  /** `mentioned`: the terms of the passage and of what its answer is about. */
  const missing = (
    terms: readonly UnderstoodTerm[],
    { answer, index: place }: Pick<PassageOfAnswer, 'answer' | 'index'>,
    mentioned: Iterable<number>,
  ) =>
    missingWords(terms, {
      mentioned: new Set(mentioned),
      says: (words) =>
        [aboutText(answer), ...answer.passages.slice(place, place + 1).map(passageText)].some((text) =>
          stems(text).includes(stems(words)),
        ),
      terms: statistics,
    })
  const missingWordsOf: PassageIndex['missingWords'] = (terms, passage) => {
    if (!passage) return missingWords(terms, { mentioned: new Set(), says: () => false, terms: statistics })
    const { about, passages } = answerToIndex(passage.answer, analyse).indexed()
    return missing(terms, passage, [...about, ...(passages[passage.index] ?? [])])
  }

  const repair = (question: string) =>
    repairTerms(analyser.question(question).slice(0, MAX_TERMS), { analyser, spelling, terms: statistics, isWord })

  return {
    add: (answers) => index.add(toIndex(answers)),
    remove: (answers) => index.remove(toIndex(answers)),
    settled: index.settled,
    phrasings: createPhrasings(vocabulary),
    placesIn: names.spans,
    missingWords: missingWordsOf,

    fieldWords: (question) => [...new Set(repair(question).terms.flatMap(({ written }) => analyser.field(written)))],

    understand(question) {
      const { terms, repaired } = repair(question)
      const { concepts } = weightQuery(terms, statistics)
      const highest = highestIdf(statistics.texts())
      const understood = terms.map((term, nth): UnderstoodTerm => {
        const place = term.written.split(/[^\p{L}]+/u).some(names.isPlace)
        return { ...term, idf: (concepts[nth]?.weight ?? 0) / highest, place }
      })
      const typed = understood.reduce((sum, { written }) => sum + wordCount(written), 0)
      const plain = typed === wordCount(question) && understood.every(({ weight }) => weight === 1)
      return { terms: understood, repaired, plain }
    },

    async rank(terms, { within, tests, meaning } = {}) {
      const query = weightQuery(terms, statistics)
      const restricted = within && { passes: within, tests }
      const [byWords, near] = await Promise.all([
        index.propose(query, restricted),
        meaning ? answersNear(meaning, restricted) : [],
      ])
      const proposed = new Map(byWords.map((answer) => [answer.key, answer]))
      const [byMeaning, cosines] = await Promise.all([
        index.get(near.filter((key) => !proposed.has(key))),
        meaning?.vectors.ofAnswers([...new Set([...proposed.keys(), ...near])]),
      ])
      for (const answer of byMeaning) proposed.set(answer.key, answer)
      const matched = matchAnswers(query, [...proposed.values()], statistics.all().length)
      const cosineOf = (key: string, nth: number) => meaning && cosines?.cosine(meaning.question, passageKey(key, nth))
      const candidates = withCosines(matched, cosineOf).filter((one) => one.cosines !== undefined || hasAnyTerm(one))
      const passages = scorePassages(query, candidates, index.averageLength())
        .slice(0, MAX_RANKED)
        .map(({ candidate: { answer, about, passages }, index: place, score }): RankedPassage => {
          const match = passages[place] as PositionedMatch
          const inPassage = { match, share: 1 }
          return {
            key: answer.key,
            index: place,
            score,
            answered: answer.answered,
            covered: coverage(query, [inPassage]),
            coveredWithin: coverage(query, [inPassage, { match: about, share: 1 }]),
            cosine: cosineOf(answer.key, place),
          }
        })
      const termsAt = ({ key, index: place }: PassagePlace) => new Set(proposed.get(key)?.passages[place])
      return {
        passages,
        termsAt,
        similarity: (one, other) => cosineSimilarity(termsAt(one), termsAt(other), statistics),
        cosineBetween: (one, other) =>
          cosines?.cosineBetween(passageKey(one.key, one.index), passageKey(other.key, other.index)),
        missingWords(terms, passage) {
          const own = passage && proposed.get(answerKey(passage.answer))
          if (!own) return missingWordsOf(terms, passage)
          return missing(terms, passage, [...own.about, ...(own.passages[passage.index] ?? [])])
        },
      }
    },

    async matchQuestions(terms, { within, tests, also = [] } = {}) {
      const query = weightQuery(terms, statistics)
      const byWords = await index.propose(query, within && { passes: within, tests })
      const proposed = new Set(byWords.map(({ key }) => key))
      const others = [...new Set(also)].filter((key) => !proposed.has(key) && (within?.(key) ?? true))
      const answers = [...byWords, ...(await index.get(others))]
      return matchAnswers(query, answers, statistics.all().length).map(({ answer: { key }, about }) => ({
        key,
        score: bm25(query, about, ABOUT_LENGTH, ABOUT_BM25),
        covered: coverage(query, [{ match: about, share: 1 }]),
      }))
    },

    bestText(terms, texts) {
      const query = weightQuery(terms, statistics)
      const passages = texts.map((text) =>
        Uint32Array.from(analyser.text(text).flatMap((term) => statistics.known(term) ?? [])),
      )
      const unnamed = { key: '', answered: '', about: new Uint32Array(), passages, fingerprint: '' }
      const [matched] = matchAnswers(query, [unnamed], statistics.all().length)
      const shares = matched?.passages.map((match) => coverage(query, [{ match, share: 1 }])) ?? []
      return Math.max(0, shares.indexOf(Math.max(...shares)))
    },

    async haveAllWords(keys) {
      const answers = new Map((await index.get(keys)).map((answer) => [answer.key, answer]))
      return (terms, { key, index: place }) => {
        const answer = answers.get(key)
        const texts = [answer?.about, answer?.passages[place]]
        const has = (term: string) => {
          const number = statistics.known(term)
          return number !== undefined && texts.some((text) => text?.includes(number))
        }
        const wanted = terms.filter(({ weight }) => weight === 1)
        return (
          wanted.length > 0 && wanted.every(({ forms }) => forms.some(({ term, weight }) => weight === 1 && has(term)))
        )
      }
    },
  }
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

type Meaning = NonNullable<RankOptions['meaning']>

/** The keys of the answers whose passages are nearest to the question. */
async function answersNear({ question, vectors }: Meaning, within: Within | undefined): Promise<string[]> {
  const near = await vectors.nearest(question, PROPOSED_BY_MEANING, within)
  return [...new Set(near.map(({ key }) => parsePassageKey(key).answer))]
}

/**
 * The candidates with the cosines of their passages. A passage without a vector gets the mean of the others, so that its
 * words rank it among them. A candidate none of whose passages has a vector gets the mean only if it has a word of the
 * question; without one, and where no passage at all has a vector, its cosines are undefined.
 */
function withCosines(
  candidates: readonly Candidate[],
  cosineOf: (key: string, passage: number) => number | undefined,
): Candidate[] {
  const known = candidates.map(({ answer, passages }) => passages.map((_, nth) => cosineOf(answer.key, nth)))
  const all = known.flat().filter((cosine) => cosine !== undefined)
  if (all.length === 0) return [...candidates]
  const mean = all.reduce((sum, cosine) => sum + cosine, 0) / all.length
  return candidates.map((candidate, nth) => {
    const own = known[nth] ?? []
    const found = own.some((cosine) => cosine !== undefined) || hasAnyTerm(candidate)
    return found ? { ...candidate, cosines: own.map((cosine) => cosine ?? mean) } : candidate
  })
}

function hasAnyTerm({ about, passages }: Candidate): boolean {
  return [about, ...passages].some(({ positions }) => positions.length > 0)
}

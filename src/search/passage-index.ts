import type { WrittenAnswer } from '../record/answer.ts'
import { addVotes } from './rank/add-votes.ts'
import { coverage, type Match, matchText } from './rank/match.ts'
import { informationShared, mostInformation, type Query, weighQuery } from './rank/query.ts'
import type { Averages, Candidate, IndexedAnswer } from './rank/scorer.ts'
import type { Repair } from './repair.ts'
import type { Analysis } from './retrieve/analysis.ts'
import { createAnswerPlaces } from './retrieve/answer-places.ts'
import { findCandidates } from './retrieve/candidates.ts'
import { allTerms, different, indexAnswer } from './retrieve/index-answer.ts'
import { createPostings } from './retrieve/postings.ts'
import { createTermStore } from './retrieve/term-store.ts'
import { textHash } from './retrieve/text-hash.ts'
import { createAnalyser, type QuestionTerm } from './text/analyser.ts'
import { repairTerms } from './text/repair-terms.ts'
import { createSpelling } from './text/spelling.ts'
import { EMPTY_VOCABULARY, type Vocabulary } from './text/vocabulary.ts'

/** A passage by name, with how well it meets the question. */
export interface RankedPassage {
  /** Of its answer. */
  key: string
  /** Which of the answer's passages, from 0. */
  index: number
  /** The sum of the votes, from 0. Only comparable within one ranking. */
  score: number
  /** The day its answer was given. */
  answered: string
  /** How much of what the question asks stands in the passage, by information, from 0 to 1. */
  covered: number
  /** How much stands in the passage, the heading or the question. */
  coveredWithin: number
}

/** Something that a question asks for, with what the index knows of it. */
export interface UnderstoodTerm extends QuestionTerm {
  /** What it tells, in words as rare as can be: from 0 to about 1. */
  information: number
  /** The share of the texts that hold it as it was asked, from 0 to 1. */
  share: number
}

type PassagePlace = Pick<RankedPassage, 'key' | 'index'>

interface RankOptions {
  /** Only answers of these keys are looked at. */
  within?: ((key: string) => boolean) | undefined
}

/** Finds passages by what they say. The engine behind it can be another. */
export interface PassageIndex {
  /** Takes answers in; one whose key is there takes its place. Small batches cost as much for each as large ones. */
  add: (answers: Iterable<WrittenAnswer>) => void
  /** Takes out the answers of those keys; a key that isn't there is passed over. */
  remove: (keys: Iterable<string>) => void
  /** What a question asks for, words that the index does not know read as the nearest that it does. */
  understand: (question: string) => { terms: UnderstoodTerm[]; repaired: Repair[] }
  /** The different terms of a passage, by number; none where it is not here. */
  termsAt: (place: PassagePlace) => ReadonlySet<number>
  /** How much two passages have in common, by information: from 0 to 1 for the same words. */
  likeness: (one: PassagePlace, other: PassagePlace) => number
  /** The passages that meet the question best, the best first; equals the newer first. */
  rank: (terms: readonly QuestionTerm[], options?: RankOptions) => Promise<RankedPassage[]>
}

/** Passages beyond these are not ranked. */
const MAX_RANKED = 100
/** Terms of a question beyond these add time and no meaning. */
const MAX_TERMS = 100

interface PassageIndexOptions {
  /** Whether it is a word of English, in small letters. */
  isEnglishWord?: ((word: string) => boolean) | undefined
  /** What texts were analysed as before, with the same vocabulary. */
  analysis?: Analysis | undefined
}

/**
 * An index in memory. A passage's score is what several scorers say of it, each weighed and added up. Words that the
 * record does not have are read as others, unless they are names of the vocabulary or `isEnglishWord` knows them.
 */
export function createPassageIndex(
  vocabulary: Vocabulary = EMPTY_VOCABULARY,
  { isEnglishWord = () => false, analysis }: PassageIndexOptions = {},
): PassageIndex {
  const names = new Set(vocabulary.names.flat().flatMap((name) => name.toLowerCase().split(/[ -]/)))
  const isWord = (word: string) => names.has(word) || isEnglishWord(word)
  const store = createTermStore()
  const postings = createPostings()
  const spelling = createSpelling()
  const analyser = createAnalyser(vocabulary, { idOf: store.id, onNewWord: spelling.learn })
  // Terms are given their numbers in the order in which the analysis has them.
  for (const term of analysis?.terms ?? []) store.id(term)
  for (const word of analysis?.words ?? []) spelling.learn(word)
  const idsOf = (text: string) => analysis?.texts.get(textHash(text)) ?? Uint32Array.from(analyser.ids(text))
  const answers = createAnswerPlaces()
  const totals = { passageTerms: 0, aboutTerms: 0, passages: 0 }
  let slotOf = new Uint16Array(1024)

  const count = (answer: IndexedAnswer, by: 1 | -1) => {
    for (const text of [answer.about, ...answer.passages]) store.count(different(text), by)
    totals.aboutTerms += by * answer.about.length
    totals.passages += by * answer.passages.length
    for (const passage of answer.passages) totals.passageTerms += by * passage.length
  }
  const averages = (): Averages => {
    const count = Math.max(1, answers.size())
    return {
      passage: totals.passageTerms / Math.max(1, totals.passages),
      about: totals.aboutTerms / count,
      answer: (totals.passageTerms + totals.aboutTerms) / count,
    }
  }
  const remove = (key: string) => {
    const gone = answers.remove(key)
    if (!gone) return
    postings.remove(gone.place)
    count(gone.answer, -1)
  }
  const add = (answer: WrittenAnswer) => {
    const indexed = indexAnswer(answer, idsOf)
    remove(indexed.key)
    count(indexed, 1)
    postings.add(answers.add(indexed), allTerms(indexed))
  }

  /** Looks at answers closely: how each of their texts matches. */
  const matchAnswers = (query: Query, found: readonly number[]): Candidate[] => {
    if (slotOf.length < store.size()) slotOf = new Uint16Array(store.size() * 2)
    for (const [slot, term] of query.terms.entries()) slotOf[term] = slot + 1
    const match = (text: Uint32Array) => matchText(text, slotOf, query.terms.length)
    const candidates = found.flatMap((place): Candidate[] => {
      const answer = answers.at(place)
      return answer ? [{ answer, about: match(answer.about), passages: answer.passages.map(match) }] : []
    })
    for (const term of query.terms) slotOf[term] = 0
    return candidates
  }

  const termsAt = ({ key, index }: PassagePlace) => new Set(answers.byKey(key)?.passages[index] ?? new Uint32Array())

  return {
    add(added) {
      for (const answer of added) add(answer)
    },
    remove(keys) {
      for (const key of keys) remove(key)
    },

    termsAt,

    likeness: (one, other) => informationShared(termsAt(one), termsAt(other), store),

    understand(question) {
      const asked = analyser.question(question).slice(0, MAX_TERMS)
      const { terms, repaired } = repairTerms(asked, { analyser, spelling, store, isWord })
      const { concepts } = weighQuery(terms, store)
      const most = mostInformation(store.texts())
      const understood = terms.map((term, nth): UnderstoodTerm => {
        const { forms = [], information = 0 } = concepts[nth] ?? {}
        const holders = forms.reduce((most, form) => (form.weight === 1 ? Math.max(most, form.holders) : most), 0)
        return { ...term, information: information / most, share: holders / Math.max(1, store.texts()) }
      })
      return { terms: understood, repaired }
    },

    async rank(terms, { within } = {}) {
      const query = weighQuery(terms, store)
      const keyAt = (place: number) => answers.at(place)?.key ?? ''
      const found = findCandidates(query, postings, answers.places(), {
        wanted: (place) => answers.at(place) !== undefined && (within?.(keyAt(place)) ?? true),
        before: (a, b) => (keyAt(a) < keyAt(b) ? 1 : -1),
      })
      const candidates = matchAnswers(query, found)
      return addVotes(query, candidates, averages())
        .slice(0, MAX_RANKED)
        .map(({ candidate: { answer, about, passages }, index, score }) => {
          const match = passages[index] as Match
          return {
            key: answer.key,
            answered: answer.answered,
            index,
            score,
            covered: coverage(query, [{ match, weight: 1 }]),
            coveredWithin: coverage(query, [
              { match, weight: 1 },
              { match: about, weight: 1 },
            ]),
          }
        })
    },
  }
}

import type { WrittenAnswer } from '../record/answer.ts'
import { coverage, matchAnswers, type PositionedMatch } from './rank/match.ts'
import { cosineSimilarity, highestIdf, weightQuery } from './rank/query.ts'
import { scorePassages } from './rank/score-passages.ts'
import { type AnswerIndexSnapshot, createAnswerIndex } from './retrieve/answer-index.ts'
import { answerTexts, indexAnswer } from './retrieve/indexed-answer.ts'
import { createAnalyser, type QuestionTerm } from './text/analyser.ts'
import { type Repair, repairTerms } from './text/repair-terms.ts'
import { createSpelling } from './text/spelling.ts'
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
}

/** Something that a question asks for, with what the index knows of it. */
export interface UnderstoodTerm extends QuestionTerm {
  /** The weighted IDF of its best form, relative to a term found in one text: from 0 to about 1. */
  idf: number
  /** The share of the texts that have it as it was asked, from 0 to 1. */
  share: number
}

interface RankOptions {
  /** Restricts the ranking to answers for whose keys it is true. */
  within?: ((key: string) => boolean) | undefined
}

/** Finds passages by what they say. */
export interface PassageIndex {
  /** Adds answers, replacing those with the same keys. The cost of an answer does not depend on how many are added. */
  add: (answers: Iterable<WrittenAnswer>) => void
  /** Removes the answers with those keys; unknown keys are ignored. */
  remove: (keys: Iterable<string>) => void
  /** Removes the answers for whose keys `keep` is false. */
  retain: (keep: (key: string) => boolean) => void
  /** What a question asks for, with misspelt words replaced by words of the record. */
  understand: (question: string) => { terms: UnderstoodTerm[]; repaired: Repair[] }
  /** The numbers of a passage's distinct terms; none if it is not in the index. */
  termsAt: (place: PassagePlace) => ReadonlySet<number>
  /** The cosine similarity of two passages by their terms: from 0 to 1. */
  similarity: (one: PassagePlace, other: PassagePlace) => number
  /** The passages that meet the question best, the best first, at most `MAX_RANKED`; of equals the newer first. */
  rank: (terms: readonly QuestionTerm[], options?: RankOptions) => Promise<RankedPassage[]>
  /** The index as plain data, from which another can be made. */
  snapshot: () => PassageIndexSnapshot
}

/** Plain data: what it holds depends on the vocabulary and on `ANALYSER_VERSION`. */
export interface PassageIndexSnapshot {
  index: AnswerIndexSnapshot
  /** The words of the record, for spelling. */
  words: string[]
}

const MAX_RANKED = 100
/** Further terms of a question cost time and add little. */
const MAX_TERMS = 100

interface PassageIndexOptions {
  /** Whether a word in small letters is an English word, and so not misspelt. By default none is. */
  isEnglishWord?: ((word: string) => boolean) | undefined
  /** Of an index with the same vocabulary: answers that it has are not analysed again when they are added. */
  snapshot?: PassageIndexSnapshot | undefined
}

/** An index in memory. */
export function createPassageIndex(
  vocabulary: Vocabulary = EMPTY_VOCABULARY,
  { isEnglishWord = () => false, snapshot }: PassageIndexOptions = {},
): PassageIndex {
  const names = new Set(vocabulary.names.flat().flatMap((name) => name.toLowerCase().split(/[ -]/)))
  const isWord = (word: string) => names.has(word) || isEnglishWord(word)
  const spelling = createSpelling()
  for (const word of snapshot?.words ?? []) spelling.learn(word)
  const analyser = createAnalyser(vocabulary, { onNewWord: spelling.learn })
  const index = createAnswerIndex(snapshot?.index)
  const { terms: statistics } = index

  const analyse = (text: string) => Uint32Array.from(analyser.text(text), statistics.number)
  const add = (answer: WrittenAnswer) => {
    const texts = answerTexts(answer)
    if (index.get(texts.key)?.fingerprint !== texts.fingerprint) index.add(indexAnswer(texts, analyse))
  }
  const termsAt = ({ key, index: place }: PassagePlace) => new Set(index.get(key)?.passages[place])

  return {
    add(answers) {
      for (const answer of answers) add(answer)
    },
    remove(keys) {
      for (const key of keys) index.remove(key)
    },
    retain(keep) {
      for (const key of index.keys()) if (!keep(key)) index.remove(key)
    },

    termsAt,
    similarity: (one, other) => cosineSimilarity(termsAt(one), termsAt(other), statistics),

    understand(question) {
      const asked = analyser.question(question).slice(0, MAX_TERMS)
      const { terms, repaired } = repairTerms(asked, { analyser, spelling, terms: statistics, isWord })
      const { concepts } = weightQuery(terms, statistics)
      const texts = statistics.texts()
      const frequencyOf = (term: string) => statistics.documentFrequency(statistics.known(term) ?? -1)
      const understood = terms.map((term, nth): UnderstoodTerm => {
        const exact = term.forms.filter(({ weight }) => weight === 1).map((form) => frequencyOf(form.term))
        return {
          ...term,
          idf: (concepts[nth]?.weight ?? 0) / highestIdf(texts),
          share: Math.max(0, ...exact) / Math.max(1, texts),
        }
      })
      return { terms: understood, repaired }
    },

    async rank(terms, { within } = {}) {
      const query = weightQuery(terms, statistics)
      const candidates = matchAnswers(query, index.propose(query, within), statistics.size()).filter(
        ({ about, passages }) => [about, ...passages].some(({ positions }) => positions.length > 0),
      )
      return scorePassages(query, candidates, index.averages())
        .slice(0, MAX_RANKED)
        .map(({ candidate: { answer, about, passages }, index: place, score }) => {
          const match = passages[place] as PositionedMatch
          const inPassage = { match, share: 1 }
          return {
            key: answer.key,
            index: place,
            score,
            answered: answer.answered,
            covered: coverage(query, [inPassage]),
            coveredWithin: coverage(query, [inPassage, { match: about, share: 1 }]),
          }
        })
    },

    snapshot: () => ({ index: index.snapshot(), words: spelling.words() }),
  }
}

import type { WrittenAnswer } from '../../src/record/answer.ts'
import { type Candidate, matchAnswers } from '../../src/search/rank/match.ts'
import { type Query, weightQuery } from '../../src/search/rank/query.ts'
import type { Scorer } from '../../src/search/rank/scorers.ts'
import { createAnswerIndex } from '../../src/search/retrieve/answer-index.ts'
import { answerToIndex } from '../../src/search/retrieve/indexed-answer.ts'
import { createAnalyser } from '../../src/search/text/analyser.ts'
import { EMPTY_VOCABULARY, type Vocabulary } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'

/** The average length of an answer, in terms, that those of the tests are near to. */
const AVERAGE_LENGTH = 10

/** Answers, analysed and counted as the index does it, for questions to be weighted against. */
export function record(answers: readonly WrittenAnswer[], vocabulary: Vocabulary = EMPTY_VOCABULARY) {
  const index = createAnswerIndex()
  const analyser = createAnalyser(vocabulary)
  const indexed = answers.map((one) =>
    answerToIndex(one, (text) => Uint32Array.from(analyser.text(text), index.terms.number)).indexed(),
  )
  index.add(indexed.map((one) => ({ ...one, facts: () => ({}) as never, indexed: () => one })))
  return {
    query: (question: string): Query => weightQuery(analyser.question(question), index.terms),
    candidates: (query: Query): Candidate[] => matchAnswers(query, indexed, index.terms.all().length),
  }
}

/** The scores of each passage of each answer. */
export function scoresOf(
  scorer: Scorer,
  question: string,
  answers: readonly WrittenAnswer[],
  vocabulary?: Vocabulary,
): (readonly number[])[] {
  const { query, candidates } = record(answers, vocabulary)
  const weighted = query(question)
  return candidates(weighted).map((candidate) => scorer(weighted, candidate, AVERAGE_LENGTH))
}

/** The scores of passages, each alone in an answer whose heading and question have no word of the matter. */
export function passageScores(
  scorer: Scorer,
  question: string,
  passages: readonly string[],
  vocabulary?: Vocabulary,
): number[] {
  const answers = passages.map((text, nth) => answer({ uin: String(nth + 1), paragraphs: [text] }))
  return scoresOf(scorer, question, answers, vocabulary).map(([score]) => score as number)
}

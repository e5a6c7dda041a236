import type { WrittenAnswer } from '../../src/record/answer.ts'
import { matchText } from '../../src/search/rank/match.ts'
import { type Query, weighQuery } from '../../src/search/rank/query.ts'
import type { Averages, Scorer } from '../../src/search/rank/scorer.ts'
import { different, indexAnswer } from '../../src/search/retrieve/index-answer.ts'
import { createTermStore } from '../../src/search/retrieve/term-store.ts'
import { createAnalyser } from '../../src/search/text/analyser.ts'
import { EMPTY_VOCABULARY, type Vocabulary } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'

/** Lengths that no test's text is far from, in terms. */
const AVERAGES: Averages = { passage: 5, about: 5, answer: 10 }

/** A record of answers, and a question of it weighed: made of the parts that the index is made of. */
export function record(answers: readonly WrittenAnswer[], vocabulary: Vocabulary = EMPTY_VOCABULARY) {
  const store = createTermStore()
  const analyser = createAnalyser(vocabulary, { idOf: store.id })
  const indexed = answers.map((one) => indexAnswer(one, (text) => Uint32Array.from(analyser.ids(text))))
  for (const { about, passages } of indexed) for (const text of [about, ...passages]) store.count(different(text), 1)
  const query = (question: string) => weighQuery(analyser.question(question), store)
  const candidates = ({ terms }: Query) => {
    const slotOf = new Uint16Array(store.size())
    for (const [slot, term] of terms.entries()) slotOf[term] = slot + 1
    const match = (text: Uint32Array) => matchText(text, slotOf, terms.length)
    return indexed.map((one) => ({ answer: one, about: match(one.about), passages: one.passages.map(match) }))
  }
  return { query, candidates }
}

/** What a scorer says of each passage of each answer, beside each other. */
export function said(scorer: Scorer, question: string, answers: readonly WrittenAnswer[], vocabulary?: Vocabulary) {
  const { query, candidates } = record(answers, vocabulary)
  const weighed = query(question)
  return candidates(weighed).map((candidate) => scorer(weighed, candidate, AVERAGES))
}

/** What it says of passages, each alone in an answer whose heading and question say nothing of the matter. */
export function saidOfPassages(scorer: Scorer, question: string, passages: readonly string[], vocabulary?: Vocabulary) {
  const answers = passages.map((text, nth) => answer({ uin: String(nth + 1), paragraphs: [text] }))
  return said(scorer, question, answers, vocabulary).map(([score]) => score as number)
}

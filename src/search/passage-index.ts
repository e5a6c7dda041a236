import { answerKey, type WrittenAnswer } from '../corpus/answer.ts'
import { passageText } from '../corpus/passage-text.ts'
import type { QuestionTerm } from './analyser.ts'
import { createTextIndex } from './text-index.ts'

/** A passage by name, with how well it meets the question. */
export interface RankedPassage {
  /** Of its answer. */
  key: string
  /** Which of the answer's passages, from 0. */
  index: number
  /** From 0 to 1, 1 for a passage that is best in itself and of the best answer. */
  score: number
  /** The share of the question's terms that the passage or its answer holds, from 0 to 1. */
  coverage: number
}

/** Finds passages by what they say. The engine behind it can be another. */
export interface PassageIndex {
  add: (answers: Iterable<WrittenAnswer>) => void
  /** Takes out the answers of those keys; keys that are not here are passed over. */
  remove: (keys: readonly string[]) => void
  /** The passages that share a term with the question, the best first. */
  rank: (terms: readonly QuestionTerm[]) => Promise<RankedPassage[]>
}

/** How much the whole answer counts beside the passage itself. */
const ANSWER_WEIGHT = 1

/**
 * An index in memory of passages and of whole answers. A passage means little without its answer: its score is its
 * own, and its answer's, each as a share of the best, added up.
 */
export function createPassageIndex(): PassageIndex {
  const passages = createTextIndex({ text: 1, heading: 0.5, question: 0.3 })
  const answers = createTextIndex({ text: 1, heading: 1, question: 1 })

  const passageCounts = new Map<string, number>()

  return {
    remove(keys) {
      const known = keys.filter((key) => passageCounts.has(key))
      answers.remove(known)
      passages.remove(
        known.flatMap((key) => Array.from({ length: passageCounts.get(key) ?? 0 }, (_, index) => `${key}#${index}`)),
      )
      for (const key of known) passageCounts.delete(key)
    },

    add(added) {
      const list = [...added].map((answer) => ({
        key: answerKey(answer),
        heading: answer.heading,
        question: answer.questions.map(({ text }) => text).join('\n'),
        texts: answer.passages.map(passageText),
      }))
      for (const { key, texts } of list) passageCounts.set(key, texts.length)
      answers.add(
        list.map(({ key, heading, question, texts }) => ({ id: key, heading, question, text: texts.join('\n') })),
      )
      passages.add(
        list.flatMap(({ key, heading, question, texts }) =>
          texts.map((text, index) => ({ id: `${key}#${index}`, heading, question, text })),
        ),
      )
    },

    async rank(terms) {
      const ofPassages = passages.search(terms)
      const ofAnswers = new Map(answers.search(terms).map((hit) => [hit.id, hit]))
      const bestPassage = ofPassages[0]?.score ?? 1
      const bestAnswer = ofAnswers.values().next().value?.score ?? 1
      return ofPassages
        .map(({ id, score }) => {
          const [key, index] = id.split('#') as [string, string]
          const answer = ofAnswers.get(key)
          const votes = score / bestPassage + (ANSWER_WEIGHT * (answer?.score ?? 0)) / bestAnswer
          return {
            key,
            index: Number(index),
            score: votes / (1 + ANSWER_WEIGHT),
            coverage: (answer?.matched ?? 0) / terms.length,
          }
        })
        .sort((a, b) => b.score - a.score || (a.key === b.key ? a.index - b.index : a.key < b.key ? 1 : -1))
    },
  }
}

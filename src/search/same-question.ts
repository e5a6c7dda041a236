import type { WrittenAnswer } from '../record/answer.ts'
import { passageText } from '../record/passage-text.ts'
import { withoutAddressee } from './retrieve/passage-context.ts'

/** Words that members put differently when they ask the same again. */
const FORMAL = new Set('a an the of to in on for and with by as at from his her their its he she they it'.split(' '))
/** A question of fewer words may be the same as another by chance. */
const MIN_WORDS = 4
/** Answers that share so much of their words say the same: docs/decisions/0041-corrections.md. */
const SAME_ANSWER = 0.7

/**
 * What identifies a question by its words: those that have a meaning of their own, sorted, each once. Two questions with the
 * same ones are the same question, but for formalities; another constituency, year or group of people makes another one.
 * Undefined for a question that is too short to tell.
 */
function questionWords(text: string): string | undefined {
  const words = new Set([...wordsOf(withoutAddressee(text))].filter((word) => !FORMAL.has(word)))
  return words.size < MIN_WORDS ? undefined : [...words].sort().join(' ')
}

/** The words of each question of an answer that has enough of them. */
export function questionsWords({ questions }: WrittenAnswer): string[] {
  return questions.flatMap(({ text }) => (text === undefined ? [] : (questionWords(text) ?? [])))
}

/** Whether two answers have about the same words. */
export function sameAnswer(one: WrittenAnswer, other: WrittenAnswer): boolean {
  const [a, b] = [one, other].map(({ passages }) => wordsOf(passages.map(passageText).join(' '))) as [
    Set<string>,
    Set<string>,
  ]
  return a.intersection(b).size >= SAME_ANSWER * a.union(b).size
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))

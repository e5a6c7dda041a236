import type { Answering } from '../answering/answering.ts'
import type { FullAnswer } from '../answering/one-answer.ts'
import { parseQuestionKey, questionKey } from '../record/identity.ts'
import { WORDS } from '../wording/words.ts'

/** The answer of a key; what to say where there is none. */
export function answerOfKey({ fullAnswerNamed }: Pick<Answering, 'fullAnswerNamed'>, key: string): FullAnswer | string {
  const question = parseQuestionKey(key)
  if (!question) return WORDS.noKey
  return fullAnswerNamed({ key: questionKey(question), index: 0 }) ?? WORDS.unknownKey
}

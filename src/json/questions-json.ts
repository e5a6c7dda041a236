import { z } from 'zod'
import type { EarlierQuestion } from '../answering/asked-before.ts'
import { FoundJson, foundJson, QuestionJson, questionJson } from './answer-json.ts'

/** Questions of the record that are near to a draft. */
export const QuestionsJson = z
  .strictObject({
    draft: z.string().describe('As given'),
    questions: z
      .array(
        z.strictObject({
          question: QuestionJson,
          found: FoundJson.describe('The passage that answers it'),
          recent: z.boolean().describe('Whether it was answered within the last three months'),
        }),
      )
      .describe('The nearest first, five at most; empty where none is near'),
  })
  .describe('Questions of the record that are near to a draft')

/** Ages are counted to `today` (`yyyy-mm-dd`). */
export function questionsJson(
  draft: string,
  near: readonly EarlierQuestion[],
  today: string,
): z.infer<typeof QuestionsJson> {
  return {
    draft,
    questions: near.map(({ question, found, recent }) => ({
      question: questionJson(question),
      found: foundJson(found, today),
      recent,
    })),
  }
}

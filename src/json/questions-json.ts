import { z } from 'zod'
import { type AskedBefore, earlierQuestions } from '../answering/asked-before.ts'
import { WrongFilter } from '../search/question/filter.ts'
import { askedBeforeLines } from '../wording/asked-before-text.ts'
import { FoundJson, foundJson, QuestionJson, questionJson } from './answer-json.ts'

/** Whether a draft question was asked before: what `npm run ask -- --json` prints, the HTTP API sends and the MCP tool `find_questions` returns. */
export const QuestionsJson = z
  .strictObject({
    draft: z.string().describe('As given'),
    notes: z.array(z.string()).describe('In words: how many were found, what was compared, why there is none'),
    questions: z
      .array(
        z.strictObject({
          question: QuestionJson,
          found: FoundJson.describe('The passage that answers it'),
          recent: z.boolean().describe('Whether it was answered within the last three months'),
        }),
      )
      .describe('The nearest first, five at most; empty where none is near'),
    wrongFilters: z.array(WrongFilter).optional().describe('The filters that can’t be used, and why'),
  })
  .describe('Questions of the record that are near to a draft')

/** Ages are counted to `today` (`yyyy-mm-dd`). */
export function questionsJson(draft: string, asked: AskedBefore, today: string): z.infer<typeof QuestionsJson> {
  return {
    draft,
    notes: askedBeforeLines(asked),
    questions: earlierQuestions(asked).map(({ question, found, recent }) => ({
      question: questionJson(question),
      found: foundJson(found, today),
      recent,
    })),
    ...(asked.kind === 'wrong-filter' && { wrongFilters: [...asked.wrongFilters] }),
  }
}

import { z } from 'zod'
import { WrittenAnswer } from '../record/answer.ts'

/** A stored answer, or what is wrong with it. */
export function parseStoredAnswer(json: string): { answer: WrittenAnswer } | { problem: string } {
  try {
    const parsed = WrittenAnswer.safeParse(JSON.parse(json))
    return parsed.success
      ? { answer: parsed.data }
      : { problem: z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ') }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

import { z } from 'zod'
import { WrittenAnswer } from './answer.ts'

/** A written answer from its JSON, or what is wrong with it, on one line. */
export function parseAnswer(json: string): { answer: WrittenAnswer } | { problem: string } {
  try {
    const parsed = WrittenAnswer.safeParse(JSON.parse(json))
    return parsed.success ? { answer: parsed.data } : { problem: describeIssues(parsed.error) }
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` }
  }
}

/** What zod found wrong, on one line. */
export function describeIssues(error: z.ZodError): string {
  return z.prettifyError(error).replace(/\s*\n\s*/g, ' ')
}

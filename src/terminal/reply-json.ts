import type { Reply } from '../answering/reply.ts'

/** A reply as `--json` prints it: with the question as it was asked, and filters as name and value. */
export function replyJson({ question, filters, ...reply }: Reply): object {
  return {
    ...reply,
    question: question.asked,
    ...(filters && { filters: filters.map(({ name, value }) => ({ name, value })) }),
  }
}

import type { Answering } from '../answering/answering.ts'
import { questionsJson } from '../json/questions-json.ts'
import { replyJson } from '../json/reply-json.ts'

/** What answers a text with JSON. */
export type AnswersJson = Pick<Answering, 'ask' | 'askedBefore' | 'parse' | 'request'>

/**
 * What programs read of the answer to a text, which is a question of its own, or "asked before …" with a draft. `answered`
 * is false where there is nothing, or only the closest. `today` is `yyyy-mm-dd`.
 */
export async function answerInJson(
  answering: AnswersJson,
  typed: string,
  today: string,
): Promise<{ json: object; answered: boolean }> {
  const request = answering.request(typed)
  if (request.kind === 'asked-before') {
    const asked = await answering.askedBefore(request.draft, today)
    return { json: questionsJson(request.draft, asked, today), answered: asked.kind === 'near' }
  }
  const reply = await answering.ask(answering.parse(typed))
  return { json: replyJson(reply, today), answered: reply.kind === 'answer' }
}

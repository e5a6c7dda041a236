import type { Question } from '../search/question/question.ts'
import { passageName } from './passage-name.ts'
import type { Reply } from './reply.ts'
import type { ReplyPage } from './reply-page.ts'
import { sentencesToAsk } from './sentences-to-ask.ts'

const MAX_REPLIES = 3

interface MessageRepliesParts {
  parse: (typed: string) => Question
  page: (question: Question) => Promise<ReplyPage>
}

/** Replies to what is asked in a message, in its order, and what got none because it has too many questions. */
export interface MessageReplies {
  replies: ReplyPage[]
  /** As they stand in the message. Those after the eighth were not looked at: they may be about anything. */
  left: string[]
}

/**
 * Replies to the questions in a message that was not written to the bot, three at most; none where nothing in it is about
 * the field. If none of its questions is, its statements are looked up, which count as questions, too.
 */
export async function messageReplies({ parse, page }: MessageRepliesParts, text: string): Promise<MessageReplies> {
  const { questions, furtherQuestions, statements } = sentencesToAsk(text)
  const ask = async (sentences: readonly string[]) => {
    const shown: ReplyPage[] = []
    for (const sentence of sentences) shown.push(await page(parse(sentence)))
    return shown.filter(({ reply }) => isOfTheField(reply))
  }
  const asked = await ask(questions)
  const found = asked.length > 0 ? asked : foundOrFirst(await ask(statements))
  const byPassage = Map.groupBy(found.toSorted(answersFirst), ({ reply }) => whatItShows(reply))
  const groups = [...byPassage.values()]
  const chosen = new Set(groups.slice(0, MAX_REPLIES).map(([best]) => best))
  const left = new Set(groups.slice(MAX_REPLIES).flat())
  return {
    replies: found.filter((one) => chosen.has(one)),
    left: [...found.filter((one) => left.has(one)).map(({ reply }) => reply.question.asked), ...furtherQuestions],
  }
}

/** Of statements, those for which something was found; if there is none, the first. */
function foundOrFirst(shown: ReplyPage[]): ReplyPage[] {
  const found = shown.filter(({ reply }) => reply.kind !== 'no-answer')
  return found.length > 0 ? found : shown.slice(0, 1)
}

function isOfTheField(reply: Reply): boolean {
  if (reply.offTopic) return false
  if (reply.kind !== 'no-answer') return true
  switch (reply.reason) {
    case 'nothing-close':
    case 'unknown-uin':
    case 'wrong-filter':
      return true
    case 'no-words':
    case 'only-filters':
      return false
  }
}

/** The same for replies that show the same passage. */
function whatItShows(reply: Reply): string {
  return reply.kind === 'no-answer' ? reply.question.asked : passageName(reply.best)
}

/** An answer before the closest before nothing, the more probable first. */
function answersFirst({ reply: a }: ReplyPage, { reply: b }: ReplyPage): number {
  const rank = ({ kind }: Reply) => ['answer', 'closest', 'no-answer'].indexOf(kind)
  return rank(a) - rank(b) || (b.confidence ?? 1) - (a.confidence ?? 1)
}

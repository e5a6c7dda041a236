import type { Found } from '../search/found.ts'
import type { Question } from '../search/question/question.ts'
import { followUp } from './follow-up.ts'
import { nameOf, type PassageName } from './passage-name.ts'
import type { ReplyPage } from './reply-page.ts'

/** What was last asked in a conversation, and the outcome. */
export interface Turn {
  question: Question
  /** The page of the other passages that was shown last, from 0. */
  page: number
  /** The passage that was shown first, an answer or the closest to one; undefined where nothing was found. */
  best: PassageName | undefined
}

/** What there is to say to a message. */
export type Said =
  | { kind: 'help' }
  | { kind: 'reply'; shown: ReplyPage }
  /** The next page of the other passages. */
  | { kind: 'more'; shown: ReplyPage }
  | { kind: 'nothing-more' }
  /** Who said what was quoted last; undefined where that answer is gone. */
  | { kind: 'who'; found: Found | undefined }

/** What to say next in a conversation, and the turn to remember. */
export interface NextTurn {
  said: Said
  turn: Turn | undefined
}

interface ConversationParts {
  parse: (typed: string) => Question
  page: (question: Question, page?: number) => Promise<ReplyPage>
  passageNamed: (name: PassageName | undefined) => Found | undefined
}

/** Answers a message, which may be a follow-up of the last turn of its conversation. */
export async function nextTurn(
  { parse, page, passageNamed }: ConversationParts,
  typed: string,
  last: Turn | undefined,
): Promise<NextTurn> {
  if (/^(help)?$/i.test(typed)) return { said: { kind: 'help' }, turn: last }
  const now = parse(typed)
  if (!last) return reply(await page(now))
  const asked = followUp(typed, now, last.question, last.best !== undefined)
  switch (asked.kind) {
    case 'who':
      return { said: { kind: 'who', found: passageNamed(last.best) }, turn: last }
    case 'more': {
      const shown = await page(last.question, last.page + 1)
      if (shown.page <= last.page) return { said: { kind: 'nothing-more' }, turn: last }
      return { said: { kind: 'more', shown }, turn: turnOf(shown) }
    }
    case 'ask':
      return reply(await page(asked.question))
  }
}

function reply(shown: ReplyPage): NextTurn {
  return { said: { kind: 'reply', shown }, turn: turnOf(shown) }
}

function turnOf({ reply, page }: ReplyPage): Turn {
  return { question: reply.question, page, best: reply.kind === 'no-answer' ? undefined : nameOf(reply.best) }
}

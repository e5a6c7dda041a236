import { following } from '../record/dates.ts'
import type { Found } from '../search/found.ts'
import type { Question } from '../search/question/question.ts'
import type { AboutReply } from './about-reply.ts'
import type { AskBefore, AskedBefore } from './asked-before.ts'
import { followUp, isPlain } from './follow-up.ts'
import { narrowed, textOf } from './narrowing.ts'
import type { FullAnswer, OneAnswer } from './one-answer.ts'
import { nameOf, type PassageName } from './passage-name.ts'
import type { ReplyPage } from './reply-page.ts'
import { draftAskedBefore } from './request.ts'
import type { SmallTalkReader } from './small-talk.ts'
import type { SmallTalk } from './small-talk-phrases.ts'

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
  /** A friendly line: the message asks nothing of the record. */
  | { kind: 'small-talk'; about: SmallTalk }
  | { kind: 'reply'; shown: ReplyPage }
  /** Whether a draft question was asked before. */
  | { kind: 'asked-before'; asked: AskedBefore }
  /** The next page of the other passages. */
  | { kind: 'more'; shown: ReplyPage }
  | { kind: 'nothing-more' }
  /** Who said what was quoted last, or who asked. */
  | { kind: 'who' | 'who-asked'; found: Found }
  /** All of the answer that was quoted last. */
  | { kind: 'full'; answer: FullAnswer }
  /** No newer answer was found than that of the passage quoted last. */
  | { kind: 'nothing-newer'; found: Found }
  /** The answer that was quoted last is no longer there. */
  | { kind: 'gone' }

/** What to say next in a conversation, and the turn to remember. */
interface NextTurn {
  said: Said
  /** The last turn itself where the message asked nothing new. */
  turn: Turn | undefined
}

/** A conversation, on every surface. `today` is `yyyy-mm-dd`. */
export interface Conversation {
  /** Answers a message after the last turn of its conversation. */
  next: (typed: string, last: Turn | undefined, today: string) => Promise<NextTurn>
  /** Whether a message is plainly a follow-up of the last turn, so that it is answered without being addressed to the bot. */
  followsUp: (typed: string, last: Turn, today: string) => boolean
  /** Whether a message asks nothing of the record. */
  isSmallTalk: (typed: string) => boolean
}

interface ConversationParts extends Pick<OneAnswer, 'passageNamed' | 'fullAnswerNamed'> {
  parse: (typed: string) => Question
  page: (question: Question, page?: number) => Promise<ReplyPage>
  askedBefore: AskBefore
  placesIn: Parameters<typeof followUp>[2]['placesIn']
  smallTalk: SmallTalkReader
}

export function createConversation(parts: ConversationParts): Conversation {
  const { parse, page, askedBefore, placesIn, smallTalk, passageNamed, fullAnswerNamed } = parts
  const followUpOf = (typed: string, now: Question, last: Turn, today: string) =>
    followUp(typed, now, { last: last.question, hasPassage: last.best !== undefined, today, placesIn })

  /** What is said to a follow-up that asks about the last turn and changes nothing in it. */
  const about = (asked: Exclude<AboutReply, 'more' | 'newer'>, { best }: Turn): Said => {
    if (asked === 'full') {
      const answer = fullAnswerNamed(best)
      return answer ? { kind: 'full', answer } : { kind: 'gone' }
    }
    const found = passageNamed(best)
    return found ? { kind: asked, found } : { kind: 'gone' }
  }

  const next: Conversation['next'] = async (typed, last, today) => {
    const talk = smallTalk.read(typed)
    if (talk.kind) return { said: { kind: 'small-talk', about: talk.kind }, turn: last }
    const draft = draftAskedBefore(talk.rest)
    // Without a draft it is about the last question: "asked before?"
    if (draft !== undefined)
      return {
        said: { kind: 'asked-before', asked: await askedBefore(draft || (last?.question.asked ?? ''), today) },
        turn: last,
      }
    const now = parse(talk.rest)
    const asked = last && followUpOf(talk.rest, now, last, today)
    if (!last || !asked) return reply(await page(now), last)
    switch (asked.kind) {
      case 'ask':
        return reply(await page(asked.question), last)
      case 'more': {
        const shown = await page(last.question, last.page + 1)
        if (shown.page <= last.page) return { said: { kind: 'nothing-more' }, turn: last }
        return { said: { kind: 'more', shown }, turn: turnOf(shown) }
      }
      case 'newer':
        return newer(last)
      case 'who':
      case 'who-asked':
      case 'full':
        return { said: about(asked.kind, last), turn: last }
    }
  }

  /** Asks the last question again, of newer answers alone. */
  const newer = async (last: Turn): Promise<NextTurn> => {
    const found = passageNamed(last.best)
    if (!found) return { said: { kind: 'gone' }, turn: last }
    const since = found.newer?.answer.answered ?? following(found.answer.answered)
    const shown = await page(
      narrowed(last.question, searchable(last.question, found), [{ name: 'since', value: since }]),
    )
    const { kind, missing = [] } = shown.reply
    // After a UIN the whole question in Parliament is searched for: a passage without some of its words is no answer.
    const answers = kind === 'answer' && (last.question.uin === undefined || missing.length === 0)
    const isThere = answers || (kind === 'closest' && found.newer !== undefined)
    return isThere ? reply(shown, last) : { said: { kind: 'nothing-newer', found }, turn: last }
  }

  return {
    next,
    followsUp(typed, last, today) {
      const talk = smallTalk.read(typed)
      if (talk.kind) return false
      return isPlain(talk.rest, followUpOf(talk.rest, parse(talk.rest), last, today))
    },
    isSmallTalk: (typed) => smallTalk.read(typed).kind !== undefined,
  }
}

/** The text to search for: of a question that is a UIN, the text of the question in Parliament. */
function searchable(question: Question, { answer }: Found): string {
  return question.uin ? answer.questions[0].text : textOf(question)
}

/** What has no words to search for ("why?") is no question that a later message could follow up. */
function reply(shown: ReplyPage, last: Turn | undefined): NextTurn {
  const { reply } = shown
  const asksNothing = reply.kind === 'no-answer' && reply.reason === 'no-words'
  return { said: { kind: 'reply', shown }, turn: asksNothing ? last : turnOf(shown) }
}

function turnOf({ reply, page }: ReplyPage): Turn {
  return { question: reply.question, page, best: reply.kind === 'no-answer' ? undefined : nameOf(reply.best) }
}

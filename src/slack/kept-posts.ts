import type { Answering } from '../answering/answering.ts'
import { earlierQuestions } from '../answering/asked-before.ts'
import type { Said } from '../answering/conversation.ts'
import type { Reply } from '../answering/reply.ts'
import { codeOf } from '../app-error.ts'
import { quotedNow } from '../corrections/post-news.ts'
import type { NewPost, Posts } from '../corrections/posts.ts'
import type { Log } from '../log.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { Tenant } from './person.ts'

interface Quotes {
  answer: WrittenAnswer
}

/** Where a message is, and whose question it answers; undefined for a digest in a channel. */
type Whose = Tenant & Pick<NewPost, 'channel' | 'user'>
type Sent = Pick<NewPost, 'thread' | 'digest'> & { ts: string | undefined }

/** Keeps which answers our messages quote, so that they can be corrected. */
export interface KeptPosts {
  /** Keeps a message in place of what was kept of it. Never rejects: the message is there whether it is kept or not. */
  keep: (whose: Whose, message: Sent, quotes: readonly Quotes[]) => Promise<void>
  /** The same for a message that shows another page; `isMarked` says whether the lines about its answers are still there. */
  turn: (whose: Whose, message: Sent, quotes: readonly Quotes[], isMarked: boolean) => Promise<void>
}

export const KEEPS_NOTHING: KeptPosts = { keep: async () => {}, turn: async () => {} }

export function createKeptPosts(
  posts: Pick<Posts, 'keep' | 'turn'>,
  answering: Pick<Answering, 'askedAgain'>,
  today: () => string,
  log: Log,
): KeptPosts {
  const keepBy = async (
    keep: (post: NewPost) => Promise<void>,
    { team, channel, user }: Whose,
    { ts, thread, digest }: Sent,
    quotes: readonly Quotes[],
  ) => {
    if (ts === undefined) return
    const answers = new Map(quotes.map(({ answer }) => [answerKey(answer), answer]))
    const quoted = [...answers.values()].map((answer) => quotedNow(answer, today(), answering.askedAgain))
    await keep({ team, channel, ts, user, thread, quoted, digest })
      // Without its message, which may quote what was to be stored.
      .catch((error) => log.warn('corrections.not_kept', { problem: codeOf(error) ?? (error as Error).name }))
  }
  return {
    keep: (...message) => keepBy(posts.keep, ...message),
    turn: (whose, message, quotes, isMarked) => keepBy((post) => posts.turn(post, isMarked), whose, message, quotes),
  }
}

/** What is quoted in a message of a conversation. */
export function quotedIn(said: Said): readonly Quotes[] {
  switch (said.kind) {
    case 'reply':
      return quotedInReply(said.shown.reply)
    case 'asked-before':
      return earlierQuestions(said.asked).map(({ found }) => found)
    case 'more':
      return said.shown.reply.kind === 'no-answer' ? [] : said.shown.reply.others
    case 'who':
    case 'who-asked':
      return [said.found]
    case 'full':
      return [said.answer.found]
    case 'small-talk':
    case 'nothing-more':
    case 'nothing-newer':
    case 'gone':
      return []
  }
}

export function quotedInReply(reply: Reply): readonly Quotes[] {
  return reply.kind === 'no-answer' ? reply.nearest : [reply.best, ...reply.others]
}

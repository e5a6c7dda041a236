import type { Ask } from '../answering/reply.ts'
import type { Log } from '../log.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Verdicts } from '../storage/verdicts.ts'
import type { PostToResponseUrl } from './calls/post-to-response-url.ts'
import type { Conversations } from './conversation/conversations.ts'
import type { SeenEvents } from './seen-events.ts'
import type { RecentQuestions } from './state/recent-questions.ts'

/** What the bot works with; the composition root builds it. */
export interface Services {
  ask: Ask
  corpus: Corpus
  log: Log
  events: SeenEvents
  /** Where verdicts are kept; without it replies have no buttons for them. */
  feedback?: Verdicts
  /** Whether questions are kept with verdicts, which the App Home then says. */
  keepQuestions?: boolean
  /** When the corpus was last brought up to date: ISO time, in UTC. */
  lastUpdated?: () => Promise<string | undefined>
  /** Milliseconds since 1970; the system's clock where nothing is given. */
  now?: () => number
}

/** The services with what the bot keeps in memory while it runs: what the listeners work with. */
export interface Context extends Services {
  now: () => number
  conversations: Conversations
  recent: RecentQuestions
  postToResponseUrl: PostToResponseUrl
}

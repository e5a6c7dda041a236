import type { Answering } from '../answering/answering.ts'
import type { RecordState } from '../following/digest.ts'
import type { Follows } from '../following/follows.ts'
import type { Observe } from '../happening.ts'
import type { Log } from '../log.ts'
import type { State } from '../storage/state.ts'
import { isAdmin } from './admins.ts'
import type { CorpusStatus, LastSync } from './blocks/about.ts'
import type { ShownGaps } from './blocks/gap-list.ts'
import type { Briefings } from './briefings.ts'
import type { PostToResponseUrl } from './calls/post-to-response-url.ts'
import type { SharedLimits } from './calls/shared-limits.ts'
import type { Claims } from './claims.ts'
import type { Conversations } from './conversations.ts'
import type { GapStore } from './gaps.ts'
import type { Removal } from './install/removal.ts'
import type { KeptPosts } from './kept-posts.ts'
import type { Person } from './person.ts'
import type { RecentQuestions } from './recent-questions.ts'

/** What the bot works with; the composition root builds it. */
export interface Services {
  answering: Answering
  /** What is kept of workspaces and people. Listeners rely on it for kinds that needn't outlast the process: it must not fail for them. */
  state: State
  /** What several processes know of Slack's limits; by default they are kept in the state. */
  limits?: SharedLimits | undefined
  /** Whether other processes share the state: then they do what this one has acknowledged and not done when it ends. */
  isShared?: boolean
  log: Log
  /**
   * Erases all that is kept of a workspace, wherever it is; gives how many entries that were. By default the state is all
   * there is.
   */
  erase?: (team: string) => Promise<number>
  /** Whether the words of questions are kept with verdicts, which the App Home then says. */
  keepQuestions?: boolean
  /** Who sees what could not be answered: `U…`, or `T…/U…` in that workspace alone. Nothing is counted if there are none. */
  admins?: readonly string[]
  /** How the last syncs ended: ISO times, in UTC. */
  lastSync?: () => Promise<LastSync | undefined>
  /** Whether it is kept which answers messages quote, so that these can be corrected; it is by default. */
  keepPosts?: boolean
  /**
   * Whether the record has the questions of that group, named by the key of its first, and no answer to them any more. By
   * default it never is.
   */
  isWithdrawn?: (group: string) => Promise<boolean>
  /** Is told what happens; nobody by default. */
  observe?: Observe
  /** Milliseconds since 1970; the system's clock by default. */
  now?: () => number
}

/** What listeners work with: the services, and what is kept in the state. */
export interface Context extends Services {
  now: () => number
  /** The day in England: `yyyy-mm-dd`. */
  today: () => string
  claims: Claims
  conversations: Conversations
  recent: RecentQuestions
  briefings: Briefings
  gaps: GapStore
  follows: Follows
  keptPosts: KeptPosts
  postToResponseUrl: PostToResponseUrl
  removal: Removal
}

/** How replies look, apart from whether they can be shared. */
export function lookOf({ answering, today }: Context): { today: string; feedback: boolean } {
  return { today: today(), feedback: answering.verdicts !== undefined }
}

/** What is said about the corpus in the App Home and by `/send status`. */
export async function statusOf({ admins = [], answering, keepQuestions, lastSync }: Context): Promise<CorpusStatus> {
  return {
    holdings: answering.browse.holdings(),
    fetching: answering.fetching(),
    meaning: answering.meaning(),
    lastSync: await lastSync?.().catch(() => undefined),
    keepQuestions,
    countsGaps: admins.length > 0,
  }
}

/** What could not be answered in the person's workspace; undefined if they are no administrator. */
export async function gapsFor(
  { admins, answering, gaps, keepQuestions = false }: Context,
  person: Person,
): Promise<ShownGaps | undefined> {
  if (!isAdmin(admins, person)) return undefined
  return { gaps: await answering.clusters(await gaps.of(person.team)), keepsQuestions: keepQuestions }
}

/** What is known of the record when digests are made. */
export async function recordOf({ lastSync }: Pick<Services, 'lastSync'>): Promise<RecordState> {
  const last = await lastSync?.().catch(() => undefined)
  return { covered: last?.coveredUntil }
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { Day } from '../record/dates.ts'
import type { Kind, State, StateEntry } from '../storage/state.ts'

/** Messages whose shape is checked before others get a turn. */
const SLICE = 200
const DAY_MS = 24 * 3_600_000
/** How long a message is kept up with. */
export const KEPT_MS = 90 * DAY_MS
/** With more than 20,000, those posted or told of longest ago go. */
const POST: Kind = { name: 'post', forMs: KEPT_MS, max: 20_000, durable: true }

/** An answer as it stood when a message quoted it. */
const Quoted = z.object({
  /** The key of the answer. */
  key: z.string(),
  /** The key of the first question of its group, by which its records are found. */
  group: z.string(),
  standing: z.object({ kind: z.enum(['holding', 'new', 'final', 'corrected']), on: Day }),
  /** The hash of its text. */
  text: z.string(),
  /** The key of the newer answer to the same question that was there already. */
  again: z.string().optional(),
})
export type Quoted = z.infer<typeof Quoted>

/** A message of ours that quotes answers. Nothing of what was asked is kept. */
const Post = z.object({
  /** The thread that the message is in; undefined if it is in none. */
  thread: z.string().optional(),
  quoted: z.array(Quoted),
  /** The ids of the news that were told. */
  told: z.array(z.string()),
})

/** Where a message is. */
interface PostedAt {
  /** The workspace, or organisation, in which the app is installed. */
  team: string
  channel: string
  ts: string
}
export type Post = z.infer<typeof Post> & PostedAt

/** The messages that quote answers, for 90 days. @throws AppError `store-…` from every method */
export interface Posts {
  all: () => Promise<Post[]>
  get: (at: PostedAt) => Promise<Post | undefined>
  /** Keeps a message, in place of what it showed before; or no longer, if it quotes nothing. `user` is whose question it answers. */
  keep: (post: PostedAt & { user: string; thread: string | undefined; quoted: readonly Quoted[] }) => Promise<void>
  /** Notes what was told of a message, unless it quotes something else meanwhile. */
  told: (post: Post, ids: readonly string[]) => Promise<void>
  forget: (at: PostedAt) => Promise<void>
  forgetAll: () => Promise<void>
}

export function createPosts(
  state: Pick<State, 'get' | 'set' | 'update' | 'delete' | 'list'>,
  now: () => number,
): Posts {
  const nameOf = ({ team, channel, ts }: PostedAt) => ({ kind: POST, team, key: `${channel}/${ts}` })
  // To note what was told sets the entry anew, which must not keep it for longer.
  const isKept = ({ ts }: PostedAt) => now() - Number(ts) * 1000 < KEPT_MS
  return {
    async all() {
      const posts: Post[] = []
      // To check their shapes takes about as long as to read them.
      for (const [nth, entry] of (await state.list(POST)).entries()) {
        if (nth % SLICE === 0) await nextTurn()
        const post = parsed(entry)
        if (post && isKept(post)) posts.push(post)
      }
      return posts
    },
    async get(at) {
      const value = await state.get(nameOf(at))
      return parsed({ ...nameOf(at), value })
    },
    async keep({ user, thread, quoted, ...at }) {
      if (quoted.length === 0) return state.delete(nameOf(at))
      await state.set(nameOf(at), { ...(thread !== undefined && { thread }), quoted, told: [] }, { user })
    },
    async told(post, ids) {
      const quotes = JSON.stringify(post.quoted)
      await state.update(nameOf(post), (value) => {
        const { data } = Post.safeParse(value)
        return data && JSON.stringify(data.quoted) === quotes ? { ...data, told: ids } : value
      })
    },
    forget: (at) => state.delete(nameOf(at)),
    async forgetAll() {
      for (const { team, key } of await state.list(POST)) await state.delete({ kind: POST, team, key })
    },
  }
}

/** Undefined for an entry that another version wrote in another shape. */
function parsed({ team, key, value }: Pick<StateEntry, 'team' | 'key' | 'value'>): Post | undefined {
  const [channel, ts] = key.split('/')
  const { data } = Post.safeParse(value)
  return data && channel !== undefined && ts !== undefined ? { ...data, team, channel, ts } : undefined
}

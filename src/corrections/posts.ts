import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { WrittenAnswer } from '../record/answer.ts'
import { Day } from '../record/dates.ts'
import { answerKey } from '../record/identity.ts'
import { standingOf } from '../record/standing.ts'
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
const Post = z
  .object({
    /** The thread that the message is in; undefined if it is in none. */
    thread: z.string().optional(),
    /** It is a digest of followed topics. */
    digest: z.literal(true).optional(),
    /** The time zone of whoever it is for, once it had to be known. */
    zone: z.string().optional(),
    quoted: z.array(Quoted),
    /** The ids of the news whose lines are at the message. */
    drawn: z.array(z.string()).optional(),
    /** The ids of the news of which there is nothing more to say: those that had a note. */
    told: z.array(z.string()),
  })
  // Earlier versions kept a message when both was done.
  .transform(({ drawn, ...post }) => ({ ...post, drawn: drawn ?? post.told }))

/** Where a message is. */
interface PostedAt {
  /** The workspace, or organisation, in which the app is installed. */
  team: string
  channel: string
  ts: string
}
/** What was done about a message. */
type Done = Pick<Post, 'zone' | 'drawn' | 'told'>

/** `user` is whose question it answers, or who alone reads it; undefined for a digest in a channel. */
export type Post = z.infer<typeof Post> & PostedAt & { user?: string | undefined }

/** A message that quotes answers. */
export interface NewPost extends PostedAt {
  user: string | undefined
  thread: string | undefined
  quoted: readonly Quoted[]
  /** For a digest: the time zone by which it came. */
  digest?: { zone: string } | undefined
}

/** The messages that quote answers, for 90 days. @throws AppError `store-…` from every method */
export interface Posts {
  /** Only these have their `user`. */
  all: () => Promise<Post[]>
  get: (at: PostedAt) => Promise<Post | undefined>
  /** Whether a digest in that channel lists the answer as it stands now. */
  isInDigest: (channel: Pick<PostedAt, 'team' | 'channel'>, answer: WrittenAnswer) => Promise<boolean>
  /** Keeps a message, in place of what it showed before; or no longer, if it quotes nothing. */
  keep: (post: NewPost) => Promise<void>
  /**
   * Keeps a message that shows another page. What was quoted already counts from then on, and so does what is no longer
   * shown if there was news of it. `isMarked`: the lines of all news that were there are there still.
   */
  turn: (post: NewPost, isMarked: boolean) => Promise<void>
  /** Notes what was done about a message, unless it quotes something else meanwhile. */
  done: (post: Post, done: Done) => Promise<void>
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
  const get: Posts['get'] = async (at) => parsed({ ...nameOf(at), value: await state.get(nameOf(at)) })
  const keep: Posts['keep'] = async ({ user, thread, quoted, digest, ...at }) => {
    if (quoted.length === 0) return state.delete(nameOf(at))
    const post = { ...(thread !== undefined && { thread }), ...(digest && { digest: true, zone: digest.zone }) }
    await state.set(nameOf(at), { ...post, quoted, drawn: [], told: [] }, { user })
  }
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
    get,
    async isInDigest({ team, channel }, answer) {
      const [key, { kind, on }] = [answerKey(answer), standingOf(answer)]
      const lists = ({ key: other, standing }: Quoted) => other === key && standing.kind === kind && standing.on === on
      const posts = await state.list(POST, { team, prefix: `${channel}/` })
      return posts.flatMap((entry) => parsed(entry) ?? []).some(({ digest, quoted }) => digest && quoted.some(lists))
    },
    keep,
    async turn({ quoted, ...post }, isMarked) {
      if (!(await get(post))) return keep({ quoted, ...post })
      // Without naming anybody: it stays whose it was, whoever pressed.
      await state.update(nameOf(post), (value) => {
        const { data: before } = Post.safeParse(value)
        if (!before) return value
        const all = pagesOf(before, quoted)
        return all.length === 0 ? undefined : { ...before, quoted: all, drawn: isMarked ? before.drawn : [] }
      })
    },
    async done(post, { zone, drawn, told }) {
      const quotes = JSON.stringify(post.quoted)
      await state.update(nameOf(post), (value) => {
        const { data } = Post.safeParse(value)
        return data && JSON.stringify(data.quoted) === quotes ? { ...data, zone, drawn, told } : value
      })
    },
    forget: (at) => state.delete(nameOf(at)),
    async forgetAll() {
      for (const { team, key } of await state.list(POST)) await state.delete({ kind: POST, team, key })
    },
  }
}

/** What counts as quoted once a message shows other answers than before. */
function pagesOf({ quoted, drawn, told }: z.infer<typeof Post>, shown: readonly Quoted[]): Quoted[] {
  const before = new Map(quoted.map((one) => [one.key, one]))
  const now = new Set(shown.map(({ key }) => key))
  const hasNews = ({ key }: Quoted) => [...drawn, ...told].some((id) => id.startsWith(`${key} `))
  return [
    ...shown.map((one) => before.get(one.key) ?? one),
    ...quoted.filter((one) => !now.has(one.key) && hasNews(one)),
  ]
}

/** Undefined for an entry that another version wrote in another shape. */
function parsed({ team, key, user, value }: Pick<StateEntry, 'team' | 'key' | 'user' | 'value'>): Post | undefined {
  const [channel, ts] = key.split('/')
  const { data } = Post.safeParse(value)
  return data && channel !== undefined && ts !== undefined ? { ...data, team, channel, ts, user } : undefined
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { Kind, State } from '../storage/state.ts'
import { newsOfPost, type PostNews, type RecordNow } from './post-news.ts'
import { KEPT_MS, type Post, type Posts } from './posts.ts'

/**
 * What became of a call. `gone`: the message or its channel can't be written to any more. `refused`: only this can't be done.
 * `later`: it was surely not done, and may be another time. `unsure`: Slack may have done it.
 */
export type Outcome = 'done' | 'gone' | 'refused' | 'later' | 'unsure'

/** Where corrections go. */
export interface DeliversCorrections {
  /** Draws the news at the message, in place of what was drawn before: the same again changes nothing. */
  mark: (post: Post, news: readonly PostNews[]) => Promise<Outcome>
  /** Posts a note in the thread of the message. */
  note: (post: Post, news: PostNews) => Promise<Outcome>
  /** Whether the note was posted since a time; undefined if that can't be known. */
  wasNoted: (post: Post, news: PostNews, since: number) => Promise<boolean | undefined>
}

interface SendCorrectionsParts {
  posts: Posts
  state: Pick<State, 'get' | 'set' | 'claim' | 'delete'>
  record: RecordNow
  delivers: DeliversCorrections
  /** Milliseconds since 1970. */
  now: () => number
  /** Resolves when the next message of that workspace may be changed; rejects when the program stops. */
  pause: (team: string) => Promise<void>
  onProblem: (error: unknown) => void
  /** Is told how many messages were changed, where any was. */
  onTold?: (count: number) => void
}

/** That a process works on a message. It is given back; if the process dies, the next attempt waits for so long. */
const LEASE_MS = 10 * 60_000
const CORRECTING: Kind = { name: 'correcting', forMs: LEASE_MS, max: 20_000, durable: true }
/** That a thread has a note, or is about to. */
const NOTE: Kind = { name: 'correction-note', forMs: KEPT_MS, max: 20_000, durable: true }
const Note = z.object({ since: z.number(), attempts: z.number(), done: z.boolean() })
/** A note of which nobody knows whether it was posted is posted so many times at most. */
const MOST_ATTEMPTS = 2
/** Messages that are compared with the record before others get a turn. */
const SLICE = 100

/**
 * Gives a function that compares all kept messages with the record, and corrects those that show something else than it
 * says. Of several processes that share the state one does it. What could not be done is done by a later call, until the
 * message is gone.
 */
export function createSendCorrections(parts: SendCorrectionsParts): () => Promise<void> {
  const { posts, state, record, delivers, now, pause, onProblem, onTold = () => {} } = parts

  /** False if it has to be tried again. */
  const note = async (post: Post, news: PostNews): Promise<boolean> => {
    const { team, channel, ts, thread = ts } = post
    const name = { kind: NOTE, team, key: `${channel}/${thread}/${news.id}` }
    let attempt = { since: now(), attempts: 1, done: false }
    if (!(await state.claim(name, attempt))) {
      const { data: before = { since: 0, attempts: 0, done: false } } = Note.safeParse(await state.get(name))
      if (before.done) return true
      // Somebody may be posting it now.
      if (now() - before.since < LEASE_MS) return false
      const was = await delivers.wasNoted(post, news, before.since)
      if (was || (was === undefined && before.attempts >= MOST_ATTEMPTS)) {
        await state.set(name, { ...before, done: true })
        return true
      }
      attempt = { since: now(), attempts: before.attempts + 1, done: false }
      await state.set(name, attempt)
    }
    const outcome = await delivers.note(post, news)
    if (outcome === 'later') await state.delete(name)
    else if (outcome !== 'unsure') await state.set(name, { ...attempt, done: true })
    return outcome !== 'later' && outcome !== 'unsure'
  }

  const tell = async (post: Post, news: readonly PostNews[]): Promise<void> => {
    const marked = await delivers.mark(post, news)
    if (marked === 'gone') return posts.forget(post)
    if (marked === 'later' || marked === 'unsure') return
    for (const one of news.filter(({ id }) => !post.told.includes(id))) if (!(await note(post, one))) return
    await posts.told(post, [...new Set([...post.told, ...news.map(({ id }) => id)])])
  }

  /** Whether it was this process that worked on the message. */
  const correct = async ({ team, channel, ts }: Post): Promise<boolean> => {
    const claim = { kind: CORRECTING, team, key: `${channel}/${ts}` }
    if (!(await state.claim(claim))) return false
    // Another process may have just done it; or the message shows something else since an edit.
    const post = await posts.get({ team, channel, ts })
    const news = post && (await newsOfPost(post, record))
    if (post && news && hasMore(post, news)) await tell(post, news)
    await state.delete(claim)
    return true
  }

  return async () => {
    let count = 0
    for (const [nth, post] of (await posts.all()).entries()) {
      if (nth % SLICE === 0) await nextTurn()
      if (!hasMore(post, await newsOfPost(post, record))) continue
      await pause(post.team)
      try {
        if (await correct(post)) count++
      } catch (error) {
        onProblem(error)
      }
    }
    if (count > 0) onTold(count)
  }
}

/** Whether there is news that wasn't told. Less is no reason to change a message: another process may know more of the record. */
function hasMore({ told }: Pick<Post, 'told'>, news: readonly PostNews[]): boolean {
  return news.some(({ id }) => !told.includes(id))
}

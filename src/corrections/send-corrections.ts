import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { isDaytime, localTime } from '../daytime.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import type { Kind, State } from '../storage/state.ts'
import { answerNow, newsOfPost, type PostNews, type RecordNow } from './post-news.ts'
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
  /** The time zone of whoever the message is for; undefined if that can't be known now. */
  zoneOf: (post: Post) => Promise<string | undefined>
  /** Whether the note was posted since a time; undefined if that can't be known. */
  wasNoted: (post: Post, news: PostNews, since: number) => Promise<boolean | undefined>
}

interface SendCorrectionsParts {
  posts: Posts
  state: Pick<State, 'get' | 'set' | 'claim' | 'delete'>
  record: RecordNow
  delivers: DeliversCorrections
  /** Whether digests in that channel tell the news of an answer, now or lately; undefined if that can't be known now. */
  digestsTell: (post: Post, answer: WrittenAnswer) => Promise<boolean | undefined>
  /** Milliseconds since 1970. */
  now: () => number
  /** Resolves when the next message of that workspace may be changed; rejects when the program stops. */
  pause: (team: string) => Promise<void>
  onProblem: (error: unknown) => void
  /** Is told how many messages were changed or had a note, where any was. */
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
 * says. The line is drawn at once, as Slack notifies nobody of it; the note waits for the day. Of several processes that share
 * the state one does it. What could not be done is done by a later call, until the message is gone.
 */
export function createSendCorrections(parts: SendCorrectionsParts): () => Promise<void> {
  const { posts, state, record, delivers, digestsTell, now, pause, onProblem, onTold = () => {} } = parts

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

  const mayNotify = (zone: string) => isDaytime(localTime(now(), zone))
  /** Whether something can be done for a message now. */
  const isDue = (post: Post, news: readonly PostNews[]) =>
    isUndrawn(post, news) || (untold(post, news).length > 0 && (post.zone === undefined || mayNotify(post.zone)))

  /** Whether nothing is left to say. A digest's thread has a note only of what no digest tells. */
  const tell = async (post: Post, news: PostNews): Promise<boolean> => {
    const answer = answerNow(news)
    if (!post.digest || !answer) return note(post, news)
    // What was told after weeks without a sync is no longer known to the follows.
    const isTold = (await posts.isInDigest(post, answer)) || (await digestsTell(post, answer))
    return isTold === undefined ? false : isTold || note(post, news)
  }

  const work = async (post: Post, news: readonly PostNews[]): Promise<void> => {
    if (isUndrawn(post, news)) {
      const marked = await delivers.mark(post, news)
      if (marked === 'gone') return posts.forget(post)
      if (marked === 'later' || marked === 'unsure') return
    }
    const left = untold(post, news)
    const zone = post.zone ?? (left.length > 0 ? await delivers.zoneOf(post) : undefined)
    let isTold = zone !== undefined && mayNotify(zone)
    for (const one of left) isTold &&= await tell(post, one)
    const told = isTold ? together(post.told, news) : post.told
    await posts.done(post, { zone, drawn: together(post.drawn, news), told })
  }

  /** Whether it was this process that worked on the message. */
  const correct = async ({ team, channel, ts, user }: Post): Promise<boolean> => {
    const claim = { kind: CORRECTING, team, key: `${channel}/${ts}` }
    if (!(await state.claim(claim))) return false
    // Another process may have just done it; or the message shows something else since an edit.
    const post = await posts.get({ team, channel, ts })
    const news = post && (await newsOfPost(post, record))
    if (post && news && isDue(post, news)) await work({ ...post, user }, news)
    await state.delete(claim)
    return true
  }

  return async () => {
    let count = 0
    for (const [nth, post] of (await posts.all()).entries()) {
      if (nth % SLICE === 0) await nextTurn()
      if (!isDue(post, await newsOfPost(post, record))) continue
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

/** Less news is no reason to change a message: another process may know more of the record. */
const isUndrawn = ({ drawn }: Post, news: readonly PostNews[]) => news.some(({ id }) => !drawn.includes(id))
const untold = ({ told }: Post, news: readonly PostNews[]) => news.filter(({ id }) => !told.includes(id))
const together = (ids: readonly string[], news: readonly PostNews[]) => [
  ...new Set([...ids, ...news.map(({ id }) => id)]),
]

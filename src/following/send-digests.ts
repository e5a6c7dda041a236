import type { Matching } from '../answering/matching.ts'
import { codeOf } from '../app-error.ts'
import { beginWork } from '../storage/refuse-erased.ts'
import type { Kind, State } from '../storage/state.ts'
import { type Digest, mayBeNews, newsOf, type RecordState, type TopicNews, withoutRepeats } from './digest.ts'
import { dueAt } from './due.ts'
import type { Follow, Progress } from './follow.ts'
import type { Follows } from './follows.ts'

/**
 * What became of a message. `gone`: the channel can't be posted in any more. `later`: it was surely not posted, and may be
 * another time. `unsure`: Slack may have taken it.
 */
export type Delivery = { kind: 'sent'; channel: string } | { kind: 'gone' | 'later' | 'unsure' }

/** Where digests go. */
export interface Delivers {
  /** How the message begins. */
  titleOf: (digest: Digest) => string
  deliver: (digest: Digest) => Promise<Delivery>
  /** Whether a message with that beginning was posted in a channel since a time; undefined if that can't be known. */
  wasDelivered: (at: { team: string; channel: string }, title: string, since: number) => Promise<boolean | undefined>
}

interface SendDigestsParts {
  follows: Follows
  state: Pick<State, 'claim' | 'delete'>
  matching: Pick<Matching, 'matches'>
  record: () => Promise<RecordState>
  delivers: Delivers
  /** Milliseconds since 1970. */
  now: () => number
  onProblem: (error: unknown) => void
  /** Is told how many follows ended since their channel can't be posted in any more. */
  onEnded?: (count: number) => void
}

/** That a process works on the digest of a channel. It is given back after success; else the next attempt waits for so long. */
const DIGEST: Kind = { name: 'digest', forMs: 10 * 60_000, max: 50_000, durable: true }
/** A message that Slack may have taken is sent so many times at most. */
const MOST_ATTEMPTS = 3

/** A follow with what its digest will tell. */
interface Planned extends TopicNews {
  day: string
  progress: Progress
}

type CouldBeNews = typeof mayBeNews

/** `mayBeNews`, with the same function for all follows whose record was covered as far: what it picks is then found out once. */
function createCouldBeNews(): CouldBeNews {
  const known = new Map<string, ReturnType<CouldBeNews>>()
  return (progress) => {
    const isWanted = known.get(progress.covered) ?? mayBeNews(progress)
    known.set(progress.covered, isWanted)
    return isWanted
  }
}

/**
 * Gives a function that sends all digests that are due: one message for each channel, with every follow of it that is due,
 * and none where there is nothing new. Of several processes that share the state one sends it; if it dies before that,
 * another one does ten minutes later. Where nobody knows whether a message was posted, the channel is looked into if
 * Slack allows that; else it is sent again, three times at most: missing it is worse than having it twice.
 */
export function createSendDigests(parts: SendDigestsParts): () => Promise<void> {
  const { follows, state, matching, record, delivers, now, onProblem, onEnded = () => {} } = parts
  const commit = (follow: Follow, progress: Progress, posted = follow.posted) =>
    follows.change(follow, ({ sending: _, ...before }) => ({ ...before, progress, posted }))

  /** Whether a message of an earlier attempt was posted, or can't be tried again. */
  const wasSent = async ({ sending, team, channel, posted = channel }: Follow) =>
    sending !== undefined &&
    (sending.attempts >= MOST_ATTEMPTS ||
      (await delivers.wasDelivered({ team, channel: posted }, sending.title, sending.since)) === true)

  const planOf = async (follow: Follow, day: string, record: RecordState, couldBe: CouldBeNews): Promise<Planned> => {
    const matches = await matching.matches(follow, couldBe(follow.progress))
    return { follow, day, ...newsOf(follow, matches, day, record) }
  }

  /** Whether nothing is left to do for the channel now. */
  const sendTo = async (team: string, channel: string, couldBe: CouldBeNews): Promise<boolean> => {
    const planned: Planned[] = []
    const covered = await record()
    // Their day may be over by the time that all of them are compared.
    for (const { follow, day } of dueAt(await follows.inChannel({ team, channel }), now())) {
      if (follow.sending && (await wasSent(follow))) await commit(follow, follow.sending.progress)
      else planned.push(await planOf(follow, day, covered, couldBe))
    }
    const [first, ...others] = withoutRepeats(planned)
    if (first) {
      const day = planned.find(({ follow }) => follow === first.follow)?.day as string
      const digest: Digest = { team, channel, day, topics: [first, ...others] }
      const title = delivers.titleOf(digest)
      for (const { follow, progress } of planned) {
        const { since = now(), attempts = 0 } = follow.sending ?? {}
        const sending = { title, since, attempts: attempts + 1, progress }
        await follows.change(follow, (before) => ({ ...before, sending }))
      }
      const delivery = await delivers.deliver(digest)
      switch (delivery.kind) {
        case 'gone':
          onEnded(await follows.endChannel({ team, channel }))
          return true
        case 'unsure':
          return false
        case 'later':
          // What is known of an earlier attempt, which may have been posted, stays.
          for (const { follow } of planned)
            await follows.change(follow, (before) => ({ ...before, sending: follow.sending }))
          return false
        case 'sent':
          for (const { follow, progress } of planned) await commit(follow, progress, delivery.channel)
          return true
      }
    }
    for (const { follow, progress } of planned) await commit(follow, progress)
    return true
  }

  return async () => {
    const channels = new Map(
      dueAt(await follows.all(), now()).map(({ follow: { team, channel } }) => [
        `${team}/${channel}`,
        { team, channel },
      ]),
    )
    const couldBe = createCouldBeNews()
    for (const { team, channel } of channels.values()) {
      const claim = { kind: DIGEST, team, key: channel }
      if (!(await state.claim(claim))) continue
      try {
        if (await beginWork(() => sendTo(team, channel, couldBe))) await state.delete(claim)
      } catch (error) {
        if (codeOf(error) !== 'embedder-unavailable') onProblem(error)
        // Nothing was posted: the model is still being loaded.
        else await state.delete(claim)
      }
    }
  }
}

import type { PassageName } from '../../answering/passage-name.ts'
import { createBoundedMap } from '../state/bounded-map.ts'

const KEPT = 2000
const KEPT_MS = 24 * 3_600_000

/** What was last asked in a thread, and what became of it. */
export interface Turn {
  question: string
  /** Which page of the other passages was shown last, from 0. */
  page: number
  /** The passage that was shown first; undefined where nothing answered. */
  best: PassageName | undefined
}

/** A message that asks, and our reply to it. */
export interface Exchange {
  question: string
  /** The turn that it followed. */
  before: Turn | undefined
  /** Milliseconds since 1970. */
  asked: number
  /** The `ts` of our reply, once it is posted; undefined where it could not be. */
  reply: Promise<string | undefined>
  /** The turn that it led to. */
  led?: Turn
}

/**
 * What has been said to the bot and by it, in memory alone: for a day, and no more than the last two thousand. It is
 * how a follow-up and an edited message are understood without reading the channel.
 */
export interface Conversations {
  last: (channel: string, thread: string | undefined) => Turn | undefined
  remember: (channel: string, thread: string | undefined, turn: Turn) => void
  exchange: (channel: string, ts: string) => Exchange | undefined
  begin: (channel: string, ts: string, exchange: Exchange) => void
  forget: (channel: string, ts: string) => void
}

export function createConversations(now: () => number): Conversations {
  const turns = createBoundedMap<Turn>(KEPT, KEPT_MS, now)
  const exchanges = createBoundedMap<Exchange>(KEPT, KEPT_MS, now)
  const thread = (channel: string, ts = '') => `${channel}/${ts}`
  return {
    last: (channel, ts) => turns.get(thread(channel, ts)),
    remember: (channel, ts, turn) => turns.set(thread(channel, ts), turn),
    exchange: (channel, ts) => exchanges.get(thread(channel, ts)),
    begin: (channel, ts, exchange) => exchanges.set(thread(channel, ts), exchange),
    forget: (channel, ts) => exchanges.delete(thread(channel, ts)),
  }
}

import { LRUCache } from 'lru-cache'
import type { Turn } from '../answering/conversation.ts'

const MAX_KEPT = 2000
const KEPT_MS = 24 * 3_600_000

/** A message that asks, and our reply to it. */
export interface Exchange {
  /** The message as text. */
  typed: string
  /** The turn before it. */
  before: Turn | undefined
  /** When it was asked: milliseconds since 1970. */
  asked: number
  /** The `ts` of our reply, once posted; undefined if it could not be posted. */
  reply: Promise<string | undefined>
  /** The turn that it led to. */
  led?: Turn
}

/**
 * What was asked in each conversation and how it was answered: in memory only, for a day, the last 2,000. With it the
 * bot understands follow-ups and edits without reading the channel.
 */
export interface Conversations {
  last: (channel: string, thread: string | undefined) => Turn | undefined
  remember: (channel: string, thread: string | undefined, turn: Turn) => void
  exchange: (channel: string, ts: string) => Exchange | undefined
  begin: (channel: string, ts: string, exchange: Exchange) => void
  forget: (channel: string, ts: string) => void
}

export function createConversations(now: () => number): Conversations {
  const options = { max: MAX_KEPT, ttl: KEPT_MS, ttlResolution: 0, perf: { now } }
  const turns = new LRUCache<string, Turn>(options)
  const exchanges = new LRUCache<string, Exchange>(options)
  const key = (channel: string, ts = '') => `${channel}/${ts}`
  return {
    last: (channel, ts) => turns.get(key(channel, ts)),
    remember: (channel, ts, turn) => void turns.set(key(channel, ts), turn),
    exchange: (channel, ts) => exchanges.get(key(channel, ts)),
    begin: (channel, ts, exchange) => void exchanges.set(key(channel, ts), exchange),
    forget: (channel, ts) => void exchanges.delete(key(channel, ts)),
  }
}

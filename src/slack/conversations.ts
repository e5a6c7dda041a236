import { LRUCache } from 'lru-cache'
import type { Turn } from '../answering/conversation.ts'

const MAX_KEPT = 2000
const KEPT_MS = 24 * 3_600_000

/** A channel or a direct message channel. Shared channels have the same id in several workspaces. */
export interface Place {
  team: string
  channel: string
}

/** A message that asks, and our reply to it. */
export interface Exchange {
  /** The message as text; the latest version, where it was edited. */
  typed: string
  /** The turn before it. */
  before: Turn | undefined
  /** When it was asked: milliseconds since 1970. */
  asked: number
  /** The `ts` of our reply, once posted; undefined if it could not be posted. */
  reply: Promise<string | undefined>
  /** The last turn of its conversation after it. */
  led?: Turn | undefined
}

/**
 * What was asked in each conversation and how it was answered: in memory only, for a day, the last 2,000. With it the
 * bot understands follow-ups and edits without reading the channel.
 */
export interface Conversations {
  /** The last turn of a thread, or outside threads where `thread` is undefined. */
  last: (place: Place, thread: string | undefined) => Turn | undefined
  remember: (place: Place, thread: string | undefined, turn: Turn) => void
  exchange: (place: Place, ts: string) => Exchange | undefined
  begin: (place: Place, ts: string, exchange: Exchange) => void
  forget: (place: Place, ts: string) => void
}

export function createConversations(now: () => number): Conversations {
  const options = { max: MAX_KEPT, ttl: KEPT_MS, ttlResolution: 0, perf: { now } }
  const turns = new LRUCache<string, Turn>(options)
  const exchanges = new LRUCache<string, Exchange>(options)
  const key = ({ team, channel }: Place, ts = '') => `${team}/${channel}/${ts}`
  return {
    last: (place, ts) => turns.get(key(place, ts)),
    remember: (place, ts, turn) => void turns.set(key(place, ts), turn),
    exchange: (place, ts) => exchanges.get(key(place, ts)),
    begin: (place, ts, exchange) => void exchanges.set(key(place, ts), exchange),
    forget: (place, ts) => void exchanges.delete(key(place, ts)),
  }
}

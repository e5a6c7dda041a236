import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Turn } from '../answering/conversation.ts'
import { Question } from '../search/question/question.ts'
import type { Kind, State } from '../storage/state.ts'
import type { Person, Tenant } from './person.ts'

const DAY_MS = 24 * 3_600_000
/** Of all workspaces: about 10 MB of each kind. */
const MAX_KEPT = 10_000
const TURN: Kind = { name: 'turn', forMs: DAY_MS, max: MAX_KEPT }
const EXCHANGE: Kind = { name: 'exchange', forMs: DAY_MS, max: MAX_KEPT }

/** A channel or a direct message channel. Shared channels have the same id in several workspaces. */
export interface Place extends Tenant {
  channel: string
}

const Passage = z.object({ key: z.string(), index: z.number().int().nonnegative() })

/** A turn, told from others that are alike. */
const KeptTurn = z
  .object({
    id: z.string(),
    question: Question,
    page: z.number().int().nonnegative(),
    best: Passage.extend({ newer: Passage.exactOptional() }).optional(),
  })
  .transform((turn) => ({ ...turn, best: turn.best }))
export type KeptTurn = z.infer<typeof KeptTurn>

/** A message that asks, and our reply to it. */
const Exchange = z.object({
  /** The message as text; the latest version, where it was edited. */
  typed: z.string(),
  /** The turn before it. */
  before: KeptTurn.optional(),
  /** When it was asked: milliseconds since 1970. */
  asked: z.number(),
  /** The last edit: the id of its event, and when it was made, in seconds since 1970. */
  edit: z.object({ by: z.string(), at: z.number() }).optional(),
  /** The `ts` of our reply, once posted. */
  reply: z.string().optional(),
  /** The id of the last turn of its conversation after it. */
  led: z.string().optional(),
})
export type Exchange = z.infer<typeof Exchange>

/**
 * What was asked in each conversation and how it was answered, for a day, the last 10,000. With it the bot understands
 * follow-ups and edits without reading the channel. What is there belongs to who asked last.
 */
export interface Conversations {
  /** The last turn of a thread, or outside threads where `thread` is undefined. */
  last: (place: Place, thread: string | undefined) => Promise<KeptTurn | undefined>
  remember: (place: Place & Person, thread: string | undefined, turn: KeptTurn) => Promise<void>
  /** Remembers a turn in place of another one, if that is still the last. */
  replace: (place: Place & Person, thread: string | undefined, id: string | undefined, turn: KeptTurn) => Promise<void>
  exchange: (place: Place, ts: string) => Promise<Exchange | undefined>
  begin: (place: Place & Person, ts: string, exchange: Exchange) => Promise<void>
  /** Gives what became of an exchange; undefined if it is not there. `change` is pure. */
  change: (place: Place, ts: string, change: (exchange: Exchange) => Exchange) => Promise<Exchange | undefined>
  forget: (place: Place, ts: string) => Promise<void>
}

export function createConversations(state: State): Conversations {
  const nameOf = (kind: Kind, { team, channel }: Place, ts = '') => ({ kind, team, key: `${channel}/${ts}` })
  /** What another version of the program has written, and can't be understood, counts as not there. */
  const turnIn = (value: unknown) => KeptTurn.safeParse(value).data
  const exchangeIn = (value: unknown) => Exchange.safeParse(value).data
  return {
    last: async (place, thread) => turnIn(await state.get(nameOf(TURN, place, thread))),
    remember: (place, thread, turn) => state.set(nameOf(TURN, place, thread), turn, place),
    async replace(place, thread, id, turn) {
      const name = nameOf(TURN, place, thread)
      // Asked first, as an update makes the turn that person's, also one that stays.
      if (turnIn(await state.get(name))?.id !== id) return
      await state.update(name, (last) => (turnIn(last)?.id === id ? turn : last), place)
    },
    exchange: async (place, ts) => exchangeIn(await state.get(nameOf(EXCHANGE, place, ts))),
    begin: (place, ts, exchange) => state.set(nameOf(EXCHANGE, place, ts), exchange, place),
    async change(place, ts, change) {
      const changed = await state.update(nameOf(EXCHANGE, place, ts), (before) => {
        const exchange = exchangeIn(before)
        return exchange && change(exchange)
      })
      return exchangeIn(changed)
    },
    forget: (place, ts) => state.delete(nameOf(EXCHANGE, place, ts)),
  }
}

/** A turn to keep: with an id of its own if it is new. */
export function toKeep(turn: Turn | undefined, before: KeptTurn | undefined): KeptTurn | undefined {
  return turn === undefined || turn === before ? before : { ...turn, id: randomUUID() }
}

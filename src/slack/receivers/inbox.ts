import { hash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../app-error.ts'
import type { Log } from '../../log.ts'
import type { Keyring } from '../../storage/encryption.ts'
import type { Kind, State, StateEntry, StateName } from '../../storage/state.ts'
import type { Delivery } from './delivery.ts'
import type { Payload } from './payload.ts'

/** A response_url can be used for half an hour; nobody waits longer for a reply. */
const WAITING: Kind = { name: 'waiting-payload', forMs: 30 * 60_000, max: 50_000 }
/** A process that hasn't said for so long that it is there has ended. Longer than its event loop is ever held up. */
const REPLICA: Kind = { name: 'replica', forMs: 15_000 }
/** Processes belong to no workspace. */
const NO_TEAM = '-'
const LOOK_MS = 2000
/** Payloads are read when a process has ended, and every so many looks: there may be many, each with some kilobytes. */
const READ_EVERY = 15
/** A payload that ended so many processes ends no further one. */
const MAX_TAKEN_OVER = 2

const Waiting = z.object({
  id: z.string(),
  /** The process that works on it. */
  replica: z.string(),
  takenOver: z.number(),
  /** As Slack sent it, or encrypted. */
  payload: z.looseObject({}),
})
type Waiting = z.infer<typeof Waiting>

const Sealed = z.strictObject({ sealed: z.string() })

/** A payload that was stored. */
export interface Stored {
  delivery: Delivery
  /** Deletes it: the work on it is done. */
  done: () => Promise<void>
}

/**
 * Payloads that were acknowledged and are not done, where several processes share a state: if one of them ends, another
 * does its work. A payload has what somebody asked, so it is deleted as soon as the work is done, and is encrypted where
 * there are keys.
 */
export interface Inbox {
  /**
   * Stores a payload before it is acknowledged. `isFirst` resolves when that is done: to false if it is being worked on
   * already. Work that doesn't wait for it is its delivery all the same.
   */
  put: (payload: Payload) => { stored: Stored; isFirst: Promise<boolean> }
  /** From now on says that this process is there, and does what others have left; resolves when it has looked once. */
  start: (work: (payload: Payload, stored: Stored) => Promise<void>) => Promise<void>
  /** What is not done is left to the others. */
  stop: () => Promise<void>
}

interface InboxOptions {
  /** Names this process; by default at random. */
  replica?: string
  /** Missing where nothing is encrypted. */
  keyring?: Keyring | undefined
}

export function createInbox(state: State, log: Log, { replica = randomUUID(), keyring }: InboxOptions = {}): Inbox {
  const here = { kind: REPLICA, team: NO_TEAM, key: replica }
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let looks = 0
  /** The processes that were there when payloads were read last, or later. */
  let known = new Set<string>()
  /** The ids of the deliveries that this process works on. */
  const underWay = new Set<string>()
  /** The ids of deliveries that this process can't open. It has said so, and leaves them to others until they expire. */
  const unopened = new Set<string>()

  const present = async () => new Set((await state.list(REPLICA)).map(({ key }) => key))

  const storedAs = ({ team, key }: Pick<StateEntry, 'team' | 'key'>, { id, takenOver }: Waiting): Stored => {
    underWay.add(id)
    return {
      delivery: { id, takenOver: takenOver > 0 },
      async done() {
        underWay.delete(id)
        await state.delete({ kind: WAITING, team, key })
      },
    }
  }

  const seal = (name: StateName, payload: Payload): Waiting['payload'] =>
    keyring ? { sealed: keyring.encrypt(JSON.stringify(payload), contextOf(name)) } : payload
  /** @throws AppError `wrong-key` */
  const open = (name: StateName, { payload }: Waiting): Payload => {
    const { sealed } = Sealed.safeParse(payload).data ?? {}
    if (sealed === undefined) return payload
    if (!keyring)
      throw new AppError('wrong-key', 'What is stored was encrypted, and this process has no ENCRYPTION_KEY.')
    return JSON.parse(keyring.decrypt(sealed, contextOf(name)))
  }
  /** Undefined if it can't be opened, which is logged once: another process may have its key. */
  const openOnce = (entry: StateEntry, left: Waiting): Payload | undefined => {
    try {
      return open(entry, left)
    } catch (error) {
      if (!unopened.has(left.id)) log.error('slack.payload_not_opened', error)
      unopened.add(left.id)
      return undefined
    }
  }

  /** Takes an entry over from a process that has ended; undefined if it is another's by now, or nobody's. */
  const takeOver = async (
    entry: StateEntry,
    left: Waiting | undefined,
  ): Promise<{ mine: Waiting; payload: Payload } | undefined> => {
    if (!left || left.takenOver >= MAX_TAKEN_OVER) {
      log.error('slack.payload_given_up', new Error('a payload was left by several processes'))
      await state.delete(entry)
      return undefined
    }
    const payload = openOnce(entry, left)
    if (payload === undefined) return undefined
    const mine = { ...left, replica, takenOver: left.takenOver + 1 }
    const now = await state.update(entry, (value) => {
      const current = Waiting.safeParse(value).data
      return current?.replica === left.replica ? mine : value
    })
    return Waiting.safeParse(now).data?.replica === replica ? { mine, payload } : undefined
  }

  const look = async (work: Parameters<Inbox['start']>[0]) => {
    await state.set(here, true)
    const there = await present()
    if (looks++ % READ_EVERY === 0 || !known.isSubsetOf(there)) await read(work)
    known = there
  }
  const read = async (work: Parameters<Inbox['start']>[0]) => {
    const waiting = (await state.list(WAITING)).map((entry) => ({ entry, by: Waiting.safeParse(entry.value).data }))
    // Done, but it couldn't be deleted then: another process would do it again when this one ends.
    for (const { entry, by } of waiting) if (by?.replica === replica && !underWay.has(by.id)) await state.delete(entry)
    const ids = new Set(waiting.map(({ by }) => by?.id))
    for (const id of unopened) if (!ids.has(id)) unopened.delete(id)
    const others = waiting.filter(({ by }) => by?.replica !== replica)
    if (others.length === 0) return
    // Read after the payloads: a process says that it is there before it stores one.
    const there = await present()
    const left = others.filter(({ by }) => !there.has(by?.replica ?? ''))
    if (left.length === 0) return
    const taken = await Promise.all(left.map(async ({ entry, by }) => ({ entry, ...(await takeOver(entry, by)) })))
    const own = taken.flatMap(({ entry, mine, payload }) => (mine && payload ? { entry, mine, payload } : []))
    if (own.length > 0) log.warn('slack.payloads_taken_over', { payloads: own.length })
    for (const { entry, mine, payload } of own) void work(payload, storedAs(entry, mine))
  }

  return {
    put(payload) {
      const name = { kind: WAITING, team: teamOf(payload), key: keyOf(payload) }
      const waiting: Waiting = { id: randomUUID(), replica, takenOver: 0, payload: seal(name, payload) }
      // Before it is stored: a look must not take it for one that is done.
      const stored = storedAs(name, waiting)
      const isFirst = state.claim(name, waiting, { user: userOf(payload) })
      return {
        isFirst,
        stored: {
          delivery: stored.delivery,
          async done() {
            // What is there may be another process's. If that isn't known, a look deletes what is ours.
            if (await isFirst.catch(() => false)) await stored.done()
            else underWay.delete(waiting.id)
          },
        },
      }
    },
    async start(work) {
      const again = () => {
        looking ??= look(work)
          .catch((error) => log.error('slack.inbox_failed', error))
          .finally(() => {
            looking = undefined
          })
        return looking
      }
      clearInterval(timer)
      timer = setInterval(again, LOOK_MS).unref()
      looks = 0
      await again()
    },
    async stop() {
      clearInterval(timer)
      await looking
      await state.delete(here)
    },
  }
}

/** Where Slack says who and which workspace: in events, commands and interactions. */
const Origin = z.object({
  team_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }).optional().catch(undefined),
  user_id: z.string().optional(),
  event: z.object({ user: z.string().optional().catch(undefined) }).optional(),
  event_id: z.string().optional(),
  trigger_id: z.string().optional(),
})

function teamOf(payload: Payload): string {
  const { team_id, team, user, enterprise } = Origin.safeParse(payload).data ?? {}
  return team_id ?? team?.id ?? user?.team_id ?? enterprise?.id ?? ''
}

function userOf(payload: Payload): string | undefined {
  const { user, user_id, event } = Origin.safeParse(payload).data ?? {}
  return user?.id ?? user_id ?? event?.user
}

/** What is encrypted is bound to its entry: it opens in the place of no other. */
const contextOf = ({ kind, team, key }: StateName) => JSON.stringify([kind.name, team, key])

/** The same for every delivery of a payload. */
function keyOf(payload: Payload): string {
  const { event_id, trigger_id } = Origin.safeParse(payload).data ?? {}
  return event_id ?? trigger_id ?? hash('sha256', JSON.stringify(payload))
}

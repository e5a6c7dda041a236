import type { Kind, State, StateName } from '../storage/state.ts'
import type { Person, Tenant } from './person.ts'
import { currentDelivery } from './receivers/delivery.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What is done once. Slack delivers an event again if it wasn't acknowledged in time, up to about an hour later. */
const KINDS = {
  event: { name: 'event', forMs: 2 * HOUR_MS, max: 20_000 },
  /** One message may come as two kinds of event. */
  message: { name: 'message', forMs: 2 * HOUR_MS, max: 20_000 },
  /** A command that comes again with the same trigger within this time was delivered twice. */
  command: { name: 'command', forMs: 5 * MINUTE_MS, max: 5000 },
  /** A second press of the same control by the same person within this time is a double click. */
  press: { name: 'press', forMs: 1000, max: 5000 },
  step: { name: 'step', forMs: 2 * HOUR_MS, max: 20_000 },
  welcome: { name: 'welcome', forMs: DAY_MS, max: 5000 },
  feedback: { name: 'feedback', forMs: DAY_MS, max: 5000 },
  share: { name: 'share', forMs: DAY_MS, max: 5000 },
  /** The form with which a topic is followed. */
  followed: { name: 'followed', forMs: DAY_MS, max: 5000 },
} as const satisfies Record<string, Kind>

/** Something that is done once in a workspace, and who has it done. */
export interface Claim {
  name: StateName
  user: string | undefined
}

/** `ids` tell it from others of its kind. */
export function claimOf(kind: keyof typeof KINDS, { team, user }: Tenant & Partial<Person>, ...ids: string[]): Claim {
  return { name: { kind: KINDS[kind], team, key: ids.join('/') }, user }
}

/** Of all processes that are to do something, one does it. */
export interface Claims {
  /**
   * True for the first caller with that claim, false for every later one. Where a process takes a delivery over from one
   * that ended, the claims that were made for it are its own.
   */
  claim: (claim: Claim) => Promise<boolean>
  /** Forgets it, so that the next delivery is handled: nobody was answered. */
  release: (claim: Claim) => Promise<void>
}

export function createClaims(state: State): Claims {
  return {
    async claim({ name, user }) {
      const delivery = currentDelivery()
      if (await state.claim(name, delivery?.id ?? true, { user })) return true
      return delivery?.takenOver === true && (await state.get(name)) === delivery.id
    },
    release: ({ name }) => state.delete(name),
  }
}

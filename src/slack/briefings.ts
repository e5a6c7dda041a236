import { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import {
  type BriefingEntry,
  type BriefingItem,
  briefingEntry,
  isSamePassage,
  MOST_IN_BRIEFING,
} from '../answering/briefing.ts'
import type { Kind, State } from '../storage/state.ts'
import { CarriedShortfall } from './blocks/carried-shortfall.ts'
import type { Person } from './person.ts'

const DAY_MS = 86_400_000

/** One entry a person: what is in their briefing, in order. */
const BRIEFINGS: Kind = { name: 'briefing', forMs: 30 * DAY_MS, max: 10_000, durable: true }

const Kept = z
  .array(z.object({ name: z.string(), print: z.string(), shortfall: CarriedShortfall.optional() }))
  .catch([])

/** What came of adding a passage. */
export type Added = 'added' | 'already' | 'full'

/** The passages that each person has collected, by name; kept for 30 days after the last change. Each change gives them as they are then. */
export interface Briefings {
  of: (person: Person) => Promise<readonly BriefingItem[]>
  add: (person: Person, item: BriefingItem) => Promise<{ items: readonly BriefingItem[]; added: Added }>
  /** Moves a passage to a place, counted from 0: to the same place again changes nothing. */
  move: (person: Person, name: string, place: number) => Promise<readonly BriefingItem[]>
  remove: (person: Person, name: string) => Promise<readonly BriefingItem[]>
  empty: (person: Person) => Promise<void>
}

export function createBriefings(state: State): Briefings {
  const nameOf = ({ team, user }: Person) => ({ kind: BRIEFINGS, team, key: user })
  const change = async (person: Person, make: (items: readonly BriefingItem[]) => readonly BriefingItem[]) => {
    const changed = (before: unknown) => {
      const items = make(Kept.parse(before ?? []))
      return items.length > 0 ? items : undefined
    }
    return Kept.parse((await state.update(nameOf(person), changed, { user: person.user })) ?? [])
  }
  return {
    of: async (person) => Kept.parse((await state.get(nameOf(person))) ?? []),
    async add(person, item) {
      let added: Added = 'added'
      const items = await change(person, (before) => {
        added = before.some(({ name }) => isSamePassage(name, item.name))
          ? 'already'
          : before.length >= MOST_IN_BRIEFING
            ? 'full'
            : 'added'
        return added === 'added' ? [...before, item] : before
      })
      return { items, added }
    },
    move: (person, moved, place) =>
      change(person, (before) => {
        const item = before.find(({ name }) => name === moved)
        return item ? before.filter((one) => one !== item).toSpliced(Math.max(0, place), 0, item) : before
      }),
    remove: (person, removed) => change(person, (before) => before.filter(({ name }) => name !== removed)),
    empty: (person) => state.delete(nameOf(person)),
  }
}

/** What there is of a briefing's passages now, each with the newer answer that there may be. */
export async function entriesNow(
  { answering }: { answering: Answering },
  items: readonly BriefingItem[],
): Promise<BriefingEntry[]> {
  return Promise.all(
    items.map(async (item) => {
      const entry = briefingEntry(item, answering)
      return entry.kind === 'gone' ? entry : { ...entry, found: await answering.withNewer(entry.found) }
    }),
  )
}

import { randomUUID } from 'node:crypto'
import type { Kind, State } from '../storage/state.ts'
import { Follow, type FollowDraft, type Progress } from './follow.ts'

/** How many there can be in a channel, or in one's direct messages. */
export const MOST_FOLLOWS = 20
/** Kept until they are removed. With more than 50,000, which is many workspaces, those changed longest ago go. */
const FOLLOW: Kind = { name: 'follow', max: 50_000, durable: true }

type Channel = Pick<Follow, 'team' | 'channel'>
type Named = Pick<Follow, 'team' | 'channel' | 'place' | 'id'>

/** The follows that are kept. @throws AppError `store-…` from every method */
export interface Follows {
  all: () => Promise<Follow[]>
  /** Those of a channel, in the order of their places. */
  inChannel: (channel: Channel) => Promise<Follow[]>
  /** Those of a person, wherever they are told. */
  ofPerson: (person: Pick<Follow, 'team' | 'user'>) => Promise<Follow[]>
  get: (named: Named) => Promise<Follow | undefined>
  /** Undefined if the channel has as many as there can be. */
  add: (draft: FollowDraft, progress: Progress) => Promise<Follow | undefined>
  /** Gives the follow as it is after the change; undefined if it is no longer there. */
  change: (named: Named, change: (follow: Follow) => Follow) => Promise<Follow | undefined>
  remove: (named: Named) => Promise<void>
  /** Removes all of a channel. */
  endChannel: (channel: Channel) => Promise<number>
}

/**
 * Keeps follows in a state. A channel has numbered places, and a follow claims one, so that there can't be more of them,
 * however many are added at once.
 */
export function createFollows(state: Pick<State, 'get' | 'claim' | 'update' | 'list'>): Follows {
  const nameOf = ({ team, channel, place }: Omit<Named, 'id'>) => {
    return { kind: FOLLOW, team, key: `${channel}/${String(place).padStart(2, '0')}` }
  }
  const list = async (wanted?: Parameters<State['list']>[1]) => (await state.list(FOLLOW, wanted)).flatMap(parsed)
  const inChannel: Follows['inChannel'] = ({ team, channel }) => list({ team, prefix: `${channel}/` })
  const own = (value: unknown, { id }: Pick<Named, 'id'>) => {
    const follow = Follow.safeParse(value).data
    return follow?.id === id ? follow : undefined
  }
  const remove: Follows['remove'] = async (named) => {
    await state.update(nameOf(named), (value) => (own(value, named) ? undefined : value))
  }
  return {
    all: () => list(),
    inChannel,
    ofPerson: ({ team, user }) => list({ team, user }),
    get: async (named) => own(await state.get(nameOf(named)), named),
    async add(draft, progress) {
      for (let place = 1; place <= MOST_FOLLOWS; place++) {
        const follow: Follow = { ...draft, id: randomUUID(), place, paused: false, progress }
        if (await state.claim(nameOf(follow), follow, { user: draft.user })) return follow
      }
      return undefined
    },
    async change(named, change) {
      const changed = await state.update(nameOf(named), (value) => {
        const follow = own(value, named)
        return follow ? change(follow) : value
      })
      return own(changed, named)
    },
    remove,
    async endChannel(channel) {
      const ended = await inChannel(channel)
      for (const follow of ended) await remove(follow)
      return ended.length
    },
  }
}

/** None for an entry that another version wrote in another shape. */
function parsed({ value }: { value: unknown }): Follow[] {
  const { data } = Follow.safeParse(value)
  return data ? [data] : []
}

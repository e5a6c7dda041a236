import type { Kind, State } from '../../storage/state.ts'

/** Slack is asked again after an hour at the latest. */
export const MAX_LIMIT_MS = 3_600_000

const RATE_LIMIT: Kind = { name: 'rate-limit', forMs: MAX_LIMIT_MS, max: 10_000 }

/** A channel as Slack limits it: for each installation of the app by itself. */
export interface Paced {
  /** Tells installations apart; not the workspace's id, which a call doesn't have to name. */
  installation: string
  channel: string
}

/**
 * Until when Slack takes no call for a channel, known to all processes. Times are of the wall clock, in milliseconds since
 * 1970: clocks of several machines that differ by a second make a call a second early or late.
 */
export interface SharedLimits {
  /** Undefined if there is no limit. */
  until: (paced: Paced) => Promise<number | undefined>
  /** An earlier end than that of a limit which is known changes nothing. */
  limit: (paced: Paced, until: number) => Promise<void>
}

/** Keeps limits in the state: in memory for one process, in a database for several. */
export function createSharedLimits(state: State): SharedLimits {
  const nameOf = ({ installation, channel }: Paced) => ({ kind: RATE_LIMIT, team: installation, key: channel })
  const timeIn = (value: unknown) => (typeof value === 'number' ? value : undefined)
  return {
    until: async (paced) => timeIn(await state.get(nameOf(paced))),
    async limit(paced, until) {
      await state.update(nameOf(paced), (before) => Math.max(timeIn(before) ?? 0, until))
    },
  }
}

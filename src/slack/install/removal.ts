import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../log.ts'
import type { InstallFlow } from './install-flow.ts'
import type { Installations } from './installations.ts'
import type { Organisations } from './organisations.ts'

/** Waits before attempts to ask Slack, and to erase: all within the minute in which everything must be gone. */
const RETRY_SECONDS = [0, 1, 4, 15, 30]
/** Between later attempts to erase, while the program runs: the store is away for longer. */
const LATER_SECONDS = 300
/** Our clock and Slack's may differ by so much. */
const MAX_CLOCK_DIFFERENCE_S = 60

/** Where the bot has one token. */
const TO_GO_ON =
  'Nothing can be answered until the app is installed again, SLACK_BOT_TOKEN is set to its new token, and the bot restarted.'

/** A workspace or an organisation from which the app was removed. */
export interface RemovedFrom {
  id: string
  isOrganisation: boolean
  /** The organisation that a workspace belongs to. */
  organisation?: string | undefined
}

/** What is done when the app is removed from a workspace: nothing of it is left behind. */
export interface Removal {
  /** The app was removed, at that time in seconds since 1970. */
  uninstalled: (from: RemovedFrom, at: number) => Promise<void>
  /** A token of the bot was revoked; it may be an old one. */
  tokensRevoked: (from: RemovedFrom) => Promise<void>
  /** The organisation has taken the app out of these workspaces. */
  workspacesRevoked: (organisation: string, workspaces: readonly string[]) => Promise<void>
  /** Erases what belongs to installations of which Slack says that they are gone: it was removed while no bot ran. */
  sweep: () => Promise<void>
}

/** For an app that nobody can remove. */
export const NO_REMOVAL: Removal = {
  uninstalled: async () => {},
  tokensRevoked: async () => {},
  workspacesRevoked: async () => {},
  sweep: async () => {},
}

interface RemovalOptions {
  /** Erases all that is kept of a workspace or an organisation; gives how many entries that were. */
  erase: (team: string) => Promise<number>
  organisations: Organisations
  /** Missing where the bot has one token. */
  installed?: { installations: Installations; probe: InstallFlow['probe'] } | undefined
  /** Is told when an installation is gone. */
  onRemoved?: (team: string) => void
  log: Log
  stopping: AbortSignal
  /** For tests. */
  retrySeconds?: readonly number[]
  laterSeconds?: number
}

export function createRemoval(options: RemovalOptions): Removal {
  const { erase, organisations, installed, onRemoved = () => {}, log, stopping } = options
  const { retrySeconds = RETRY_SECONDS, laterSeconds = LATER_SECONDS } = options
  const eraseTeam = async (id: string) => {
    const entries = await erase(id)
    installed?.installations.forget(id)
    onRemoved(id)
    log.info('slack.erased', { team: id, entries })
  }
  /** A workspace that added the app itself keeps it when its organisation removes it. */
  const hasItsOwn = async (id: string) => (await installed?.installations.has(id)) ?? false
  const remove = async ({ id, isOrganisation }: RemovedFrom) => {
    log.warn('slack.app_removed', { team: id, ...(!installed && { advice: TO_GO_ON }) })
    for (const workspace of isOrganisation ? await organisations.workspacesOf(id) : [])
      if (!(await hasItsOwn(workspace))) await eraseTeam(workspace)
    await eraseTeam(id)
  }
  /** Nobody would tell us again: what fails for a minute is tried on, and the caller doesn't wait for it. */
  const surely = async (id: string, work: () => Promise<void>) => {
    const isDone = async (advice?: string) => {
      try {
        await work()
        return true
      } catch (error) {
        log.error('slack.not_erased', error, { team: id, ...(advice && { advice }) })
        return false
      }
    }
    const advice = `it is tried on while the bot runs; to do it now, run: npm run erase -- --team ${id} --yes`
    for (const [n, seconds] of retrySeconds.entries()) {
      await sleep(1000 * seconds)
      if (await isDone(n === retrySeconds.length - 1 ? advice : undefined)) return
    }
    const goOn = async () => {
      do await sleep(1000 * laterSeconds, undefined, { ref: false, signal: stopping })
      while (!(await isDone()))
    }
    // It ends with the program.
    goOn().catch(() => {})
  }
  const stillWorks = async (from: RemovedFrom): Promise<boolean> => {
    if (!installed) return false
    for (const seconds of retrySeconds.slice(0, -1)) {
      await sleep(1000 * seconds)
      // Slack's other event may have been dealt with meanwhile.
      if ((await installed.installations.find(from.id)) === undefined) return false
      const said = await installed.probe(from)
      if (said !== 'unknown') return said === 'works'
    }
    return false
  }
  /** Slack's event may name a workspace where the whole organisation has removed the app. */
  const removeOrganisation = async ({ id, organisation }: RemovedFrom) => {
    if (organisation === undefined || organisation === id) return
    const from = { id: organisation, isOrganisation: true }
    const isGone = installed
      ? (await hasItsOwn(organisation)) && (await installed.probe(from)) === 'refused'
      : (await organisations.workspacesOf(organisation)).length > 0
    if (isGone) await remove(from)
  }
  const removeUnlessItWorks = async (from: RemovedFrom, said: string) => {
    if (await stillWorks(from)) log.info('slack.still_installed', { team: from.id, said })
    else await remove(from)
  }

  return {
    uninstalled: (from, at) =>
      surely(from.id, async () => {
        const since = Date.parse((await installed?.installations.find(from.id))?.installedAt ?? '') / 1000
        // It may be an old event, and the app was added again meanwhile; or one workspace of an organisation that keeps it.
        const isDoubtful = from.isOrganisation || at < since + MAX_CLOCK_DIFFERENCE_S
        await (isDoubtful ? removeUnlessItWorks(from, 'app_uninstalled') : remove(from))
        await removeOrganisation(from)
      }),
    tokensRevoked: (from) =>
      surely(from.id, async () => {
        await removeUnlessItWorks(from, 'tokens_revoked')
        await removeOrganisation(from)
      }),
    async workspacesRevoked(organisation, workspaces) {
      for (const workspace of workspaces)
        await surely(workspace, async () => {
          if (!(await hasItsOwn(workspace))) await eraseTeam(workspace)
          await organisations.forget(organisation, workspace)
        })
    },
    async sweep() {
      const isRefused = async (one: RemovedFrom) => (await installed?.probe(one)) === 'refused'
      for (const one of (await installed?.installations.list()) ?? []) {
        if (stopping.aborted) return
        // Asked again at each attempt, as it may have been added again.
        if (await isRefused(one)) await surely(one.id, async () => void ((await isRefused(one)) && (await remove(one))))
      }
    },
  }
}

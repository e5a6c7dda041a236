import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation, InstallationQuery, InstallationStore } from '@slack/oauth'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { AppError, codeOf } from '../../app-error.ts'
import { type Keyring, keyIdOf } from '../../storage/encryption.ts'
import { admit } from '../../storage/refuse-erased.ts'
import type { Kind, State, StateEntry, StateName } from '../../storage/state.ts'

const INSTALLATION: Kind = { name: 'installation', durable: true }
/** Who refreshes a token: one process at a time. It is tried again after this time. */
const REFRESH: Kind = { name: 'token-refresh', forMs: 30_000, durable: true }
/** Half of the minute within which a removal on another replica must count. */
const CACHED_MS = 30_000
const MAX_CACHED = 1000
/** How long after it was last read an installation is used though the store fails. */
const LAST_READ_MS = 3_600_000
/** `InstallProvider` refreshes a token that expires sooner than this. */
const REFRESH_AHEAD_S = 7200
/** How long a request waits for the refresh of a token that has expired, and how often it looks. */
const REFRESH_WAIT_MS = 10_000
const REFRESH_POLL_MS = 100

const Named = z.object({ id: z.string(), name: z.string().optional() })

/** What is kept of an installation: as much as is used. */
const Kept = z.object({
  /** Undefined for a whole organisation. */
  team: Named.optional(),
  enterprise: Named.optional(),
  isEnterpriseInstall: z.boolean(),
  appId: z.string().optional(),
  user: z.object({ id: z.string() }),
  bot: z.object({
    id: z.string(),
    userId: z.string(),
    scopes: z.array(z.string()),
    token: z.string(),
    refreshToken: z.string().optional(),
    /** Seconds since 1970. */
    expiresAt: z.number().optional(),
  }),
  /** ISO, UTC. */
  installedAt: z.string(),
})
type Kept = z.infer<typeof Kept>

/** An installation, without its secrets. */
export interface Installed {
  /** Of the workspace, or of the organisation. */
  id: string
  name: string | undefined
  isOrganisation: boolean
  /** The id of the organisation that a workspace belongs to. */
  organisation: string | undefined
  installedBy: string
  /** ISO, UTC. */
  installedAt: string
  scopes: readonly string[]
  /** Whether ALLOWED_TEAMS has it. */
  isAllowed: boolean
}

/** The workspaces and organisations in which the app is installed, encrypted. */
export interface Installations {
  /** For Bolt, which fetches on every request: cached for half a minute. */
  store: InstallationStore
  isAllowed: (ids: { team?: string | undefined; enterprise?: string | undefined }) => boolean
  /** Whether the app is installed there, though it may be damaged. */
  has: (id: string) => Promise<boolean>
  /** Undefined if the app isn't installed there, or that is damaged. */
  find: (id: string) => Promise<Installed | undefined>
  /** Sorted by id; without those that are damaged. */
  list: () => Promise<Installed[]>
  /**
   * Gives the ids of those that are damaged: others of their keys open.
   * @throws AppError `wrong-key` if a key opens nothing of what it encrypted
   */
  check: () => Promise<string[]>
  /** Encrypts everything by the first key, but for what is damaged. @throws AppError `wrong-key` as `check` does */
  rotate: () => Promise<{ all: number; changed: number; damaged: string[] }>
  /** Forgets what is cached. */
  forget: (id: string) => void
}

export interface InstallationsOptions {
  state: State
  keyring: Keyring
  /** Ids of workspaces and organisations; undefined for all. */
  allowedTeams?: readonly string[] | undefined
  /** Milliseconds since 1970; the system's clock by default. */
  now?: () => number
}

export function createInstallations(options: InstallationsOptions): Installations {
  const { state, keyring, allowedTeams, now = Date.now } = options
  const cache = new LRUCache<string, Kept>({ max: MAX_CACHED, ttl: CACHED_MS, ttlResolution: 0, perf: { now } })
  /** What was read last, encrypted: it is used while the store fails. */
  const lastRead = new LRUCache<string, string>({ max: MAX_CACHED, ttl: LAST_READ_MS })
  const forget = (id: string) => {
    cache.delete(id)
    lastRead.delete(id)
  }

  const seal = (kept: Kept) => keyring.encrypt(JSON.stringify(kept), contextOf(nameOf(idOf(kept))))
  const open = (id: string, sealed: unknown): Kept =>
    Kept.parse(JSON.parse(keyring.decrypt(String(sealed), contextOf(nameOf(id)))))
  const openIfRight = (id: string, sealed: unknown): Kept | undefined => {
    try {
      return open(id, sealed)
    } catch {
      return undefined
    }
  }
  const check: Installations['check'] = async () => {
    const entries = await state.list(INSTALLATION)
    const damaged = entries.filter(({ team, value }) => openIfRight(team, value) === undefined)
    for (const [id, ofKey] of Map.groupBy(damaged, keyOf)) {
      const all = entries.filter((entry) => keyOf(entry) === id)
      if (ofKey.length === all.length)
        throw new AppError(
          'wrong-key',
          `ENCRYPTION_KEY doesn't open what was encrypted by the key "${id}", ${all.length} of ${entries.length} installations.`,
          {
            advice: `Add that key to it, after a comma. If it is lost, erase these workspaces (npm run erase -- --team ID --yes), and add the app again: ${named(all)}.`,
          },
        )
    }
    return damaged.map(({ team }) => team)
  }
  const read = async (id: string): Promise<Kept | undefined> => {
    const sealed = await state.get(nameOf(id))
    const kept = sealed === undefined ? undefined : open(id, sealed)
    if (kept) {
      cache.set(id, kept)
      lastRead.set(id, String(sealed))
    } else forget(id)
    return kept
  }
  /** A store that is away for a while doesn't keep the bot from answering. It is asked again after half a minute. */
  const readOrLast = (id: string): Promise<Kept | undefined> =>
    read(id).catch((error) => {
      const last = lastRead.get(id)
      if (last === undefined || !isOfStore(error)) throw error
      const kept = open(id, last)
      cache.set(id, kept)
      return kept
    })
  const isAllowed: Installations['isAllowed'] = ({ team, enterprise }) =>
    allowedTeams === undefined || [team, enterprise].some((id) => id !== undefined && allowedTeams.includes(id))
  const withoutSecrets = (kept: Kept): Installed => ({
    id: idOf(kept),
    name: (kept.team ?? kept.enterprise)?.name,
    isOrganisation: kept.isEnterpriseInstall,
    organisation: kept.isEnterpriseInstall ? undefined : kept.enterprise?.id,
    installedBy: kept.user.id,
    installedAt: kept.installedAt,
    scopes: kept.bot.scopes,
    isAllowed: isAllowed({ team: kept.team?.id, enterprise: kept.enterprise?.id }),
  })
  const expiresWithin = ({ bot: { refreshToken, expiresAt } }: Kept, seconds: number) =>
    refreshToken !== undefined && expiresAt !== undefined && expiresAt - now() / 1000 <= seconds

  /**
   * The installation with the token to use. `InstallProvider` refreshes one that has a refresh token and expires soon:
   * only the process that claims the refresh is given that. Slack takes a refresh token once.
   */
  const withToken = async (cached: Kept): Promise<Kept> => {
    const id = idOf(cached)
    if (!expiresWithin(cached, REFRESH_AHEAD_S)) return cached
    for (const until = performance.now() + REFRESH_WAIT_MS; ; await sleep(REFRESH_POLL_MS)) {
      const isOurs = await state.claim(refreshOf(id))
      const kept = await read(id)
      if (!kept) throw notInstalled()
      if (!expiresWithin(kept, REFRESH_AHEAD_S)) {
        if (isOurs) await state.delete(refreshOf(id))
        return kept
      }
      if (isOurs) return kept
      // It still works while another process refreshes it.
      if (!expiresWithin(kept, 1)) return asItIs(kept)
      if (performance.now() > until)
        throw notServed('token-expired', 'The token has expired, and was not refreshed in time.')
    }
  }

  /** While the store fails, no process can claim the refresh. */
  const withTokenOrAsItIs = (kept: Kept): Promise<Kept> =>
    withToken(kept).catch((error) => {
      if (expiresWithin(kept, 1) || !isOfStore(error)) throw error
      return asItIs(kept)
    })

  return {
    isAllowed,
    forget,
    has: async (id) => (await state.get(nameOf(id))) !== undefined,
    async find(id) {
      const sealed = await state.get(nameOf(id))
      const kept = sealed === undefined ? undefined : openIfRight(id, sealed)
      return kept && withoutSecrets(kept)
    },
    async list() {
      const all = (await state.list(INSTALLATION)).map(({ team, value }) => openIfRight(team, value))
      return all.filter((kept) => kept !== undefined).map(withoutSecrets)
    },
    check,
    async rotate() {
      const damaged = await check()
      const entries = await state.list(INSTALLATION)
      const old = entries.filter((entry) => keyOf(entry) !== keyring.ids[0] && !damaged.includes(entry.team))
      for (const { team } of old)
        await state.update(nameOf(team), (sealed) => (sealed === undefined ? undefined : seal(open(team, sealed))))
      return { all: entries.length, changed: old.length, damaged }
    },
    store: {
      async storeInstallation(installation) {
        const kept = keptOf(installation as Installation, now)
        const id = idOf(kept)
        if ('installedAt' in installation) {
          await state.update(nameOf(id), (sealed) => {
            // Removed meanwhile: it must not come back.
            if (sealed === undefined) return undefined
            const before = open(id, sealed)
            return isNewer(kept, before) ? seal(kept) : sealed
          })
          await state.delete(refreshOf(id))
        } else {
          await admit(state, id)
          await state.set(nameOf(id), seal(kept))
        }
        forget(id)
      },
      async fetchInstallation(query) {
        const id = query.isEnterpriseInstall ? query.enterpriseId : query.teamId
        const kept = id === undefined ? undefined : (cache.get(id) ?? (await readOrLast(id)))
        if (!kept) throw notInstalled()
        return installationOf(await withTokenOrAsItIs(kept))
      },
    },
  }
}

/** The query for the installation with that id. */
export function queryOf({ id, isOrganisation }: Pick<Installed, 'id' | 'isOrganisation'>): InstallationQuery<boolean> {
  return isOrganisation
    ? { isEnterpriseInstall: true, enterpriseId: id, teamId: undefined }
    : { isEnterpriseInstall: false, teamId: id, enterpriseId: undefined }
}

const nameOf = (team: string): StateName => ({ kind: INSTALLATION, team, key: 'app' })
const refreshOf = (team: string): StateName => ({ kind: REFRESH, team, key: 'app' })
const contextOf = ({ kind, team, key }: StateName) => JSON.stringify([kind.name, team, key])
const keyOf = ({ value }: StateEntry) => keyIdOf(String(value)) ?? ''
/** The first ten. */
const named = (entries: readonly StateEntry[]): string =>
  entries.length > 10 ? `${named(entries.slice(0, 10))} …` : entries.map(({ team }) => team).join(', ')
/** With the token that it has: without a refresh token `InstallProvider` refreshes nothing. */
const asItIs = (kept: Kept): Kept => ({ ...kept, bot: { ...kept.bot, refreshToken: undefined } })
const isOfStore = (error: unknown) => codeOf(error)?.startsWith('store-') ?? false
const notInstalled = () => notServed('not-installed', 'The app is not installed in this workspace.')

/** The error for a request that isn't answered, with a reason of which there are few. */
export function notServed(reason: string, problem: string): AppError {
  return new AppError('not-installed', problem, { reason })
}

function idOf({ isEnterpriseInstall, team, enterprise }: Kept): string {
  return (isEnterpriseInstall ? enterprise?.id : team?.id) ?? ''
}

/** Whether a refreshed token is to replace what is stored: no older one, of the same installation. */
function isNewer(refreshed: Kept, stored: Kept): boolean {
  return refreshed.installedAt === stored.installedAt && (refreshed.bot.expiresAt ?? 0) >= (stored.bot.expiresAt ?? 0)
}

/** What Slack gave, or what was fetched and then refreshed, which has its time. @throws ZodError without a bot's token */
function keptOf(installation: Installation & { installedAt?: string }, now: () => number): Kept {
  return Kept.parse({
    ...installation,
    isEnterpriseInstall: installation.isEnterpriseInstall ?? false,
    installedAt: installation.installedAt ?? new Date(now()).toISOString(),
  })
}

/** As Bolt wants it: a copy, which it changes when it refreshes the token. */
function installationOf(kept: Kept): Installation<'v2', boolean> & { installedAt: string } {
  const { bot, user, ...rest } = structuredClone(kept)
  return {
    ...rest,
    authVersion: 'v2',
    tokenType: 'bot',
    user: { id: user.id, token: undefined, scopes: undefined },
    bot,
  } as Installation<'v2', boolean> & { installedAt: string }
}

import type { App } from '@slack/bolt'
import { LRUCache } from 'lru-cache'
import type { Log } from '../../log.ts'
import type { Kind, State } from '../../storage/state.ts'

/** Kept with the organisation: the workspace is the key. */
const ORG_WORKSPACE: Kind = { name: 'org-workspace', durable: true }
/** So often at most a use is written down. */
const NOTED_MS = 30_000
const MAX_NOTED = 10_000

/** In which workspaces the installation of an organisation was used, so that all can be erased with it. */
export interface Organisations {
  noteUse: (organisation: string, workspace: string) => Promise<void>
  /** Sorted. */
  workspacesOf: (organisation: string) => Promise<string[]>
  /** The organisations whose installation was used in that workspace: what people asked there is kept under their ids. */
  organisationsOf: (workspace: string) => Promise<string[]>
  /** The workspace is no longer one of those. */
  forget: (organisation: string, workspace: string) => Promise<void>
}

export function createOrganisations(state: State, now: () => number = Date.now): Organisations {
  const noted = new LRUCache<string, true>({ max: MAX_NOTED, ttl: NOTED_MS, ttlResolution: 0, perf: { now } })
  const nameOf = (team: string, key: string) => ({ kind: ORG_WORKSPACE, team, key })
  return {
    async noteUse(organisation, workspace) {
      const key = `${organisation}/${workspace}`
      if (noted.has(key)) return
      await state.claim(nameOf(organisation, workspace))
      noted.set(key, true)
    },
    async workspacesOf(organisation) {
      return (await state.list(ORG_WORKSPACE, { team: organisation })).map(({ key }) => key)
    },
    async organisationsOf(workspace) {
      const entries = await state.list(ORG_WORKSPACE, { prefix: workspace })
      return entries.filter(({ key }) => key === workspace).map(({ team }) => team)
    },
    async forget(organisation, workspace) {
      noted.delete(`${organisation}/${workspace}`)
      await state.delete(nameOf(organisation, workspace))
    },
  }
}

/** Writes down each use of an organisation's installation, before a listener works on it. */
export function noteOrganisations(app: App, organisations: Organisations, log: Log): void {
  app.use(async ({ context: { isEnterpriseInstall, enterpriseId, teamId }, next }) => {
    if (isEnterpriseInstall && enterpriseId !== undefined && teamId !== undefined)
      await organisations
        .noteUse(enterpriseId, teamId)
        .catch((error) => log.error('slack.organisation_not_noted', error))
    await next()
  })
}

import type { App, Context as BoltContext } from '@slack/bolt'
import type { RemovedFrom } from '../install/removal.ts'
import type { Context } from '../services.ts'

/** Erases what is kept of a workspace from which the app is removed. Either event may come first, or alone. */
export function listenToAppRemoved(app: App, { removal }: Context): void {
  app.event('app_uninstalled', async ({ context, body }) => {
    const from = removedFrom(context)
    if (from) await removal.uninstalled(from, body.event_time)
  })
  app.event('tokens_revoked', async ({ context, event }) => {
    const from = removedFrom(context)
    // We have no tokens of people.
    if (from && (event.tokens.bot ?? []).length > 0) await removal.tokensRevoked(from)
  })
  app.event('team_access_revoked', async ({ context, event }) => {
    if (context.enterpriseId !== undefined) await removal.workspacesRevoked(context.enterpriseId, event.team_ids)
  })
}

function removedFrom({ isEnterpriseInstall, enterpriseId, teamId }: BoltContext): RemovedFrom | undefined {
  if (isEnterpriseInstall && enterpriseId !== undefined) return { id: enterpriseId, isOrganisation: true }
  if (teamId === undefined) return undefined
  return { id: teamId, isOrganisation: teamId.startsWith('E'), organisation: enterpriseId }
}

import type { Context as BoltContext } from '@slack/bolt'

/** Whose something is that is kept: the workspace, or the organisation, in which the app is installed. */
export interface Tenant {
  team: string
}

/** A person there: elsewhere somebody may have the same id. */
export interface Person extends Tenant {
  user: string
}

/**
 * Whose a payload is: the installation that Bolt found for it. In a channel shared with another organisation that is the one
 * which has the app, whoever wrote. An organisation that has it for all of its workspaces is one tenant: its people and
 * channels have the same ids in each of them, and Slack doesn't always say in which one something happened.
 */
export function tenantOf({ isEnterpriseInstall, enterpriseId, teamId }: Installed): string {
  return (isEnterpriseInstall ? (enterpriseId ?? teamId) : (teamId ?? enterpriseId)) ?? ''
}

type Installed = Pick<BoltContext, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId'>

/** Who pressed or submitted something. */
export function personIn(installed: Installed, { user }: { user: { id: string } }): Person {
  return { team: tenantOf(installed), user: user.id }
}

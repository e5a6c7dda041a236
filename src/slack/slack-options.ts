import type { Key } from '../storage/encryption.ts'

/** How the bot is connected to Slack. */
export type SlackOptions = ConnectionOptions & {
  /** Of the Web API, with a slash at the end. */
  apiUrl: string
}

/**
 * Socket Mode, or an HTTP server of our own, for the one workspace of a token; or an HTTP server for all workspaces whose
 * people add the app by OAuth.
 */
type ConnectionOptions =
  | { mode: 'socket'; botToken: string; appToken: string }
  | ({ mode: 'http'; botToken: string } & HttpOptions)
  | ({ mode: 'oauth'; oauth: OAuthOptions } & HttpOptions)

/** Port 0 lets the system choose, without a host it listens on all interfaces. */
interface HttpOptions {
  signingSecret: string
  port: number
  host?: string | undefined
}

/** How people add the app to their workspaces. */
export interface OAuthOptions {
  clientId: string
  clientSecret: string
  /** Signs the state that comes back with a browser. */
  stateSecret: string
  /** Where browsers find us, without a slash at the end. */
  publicUrl?: string | undefined
  /** Whether the installation begins at Slack, without a page of ours. */
  directInstall: boolean
  /** Encrypt what is kept of installations: the first key encrypts, each decrypts. */
  keys: readonly [Key, ...Key[]]
  /** Ids of the workspaces and organisations that may use the bot; undefined for all. */
  allowedTeams?: readonly string[] | undefined
}

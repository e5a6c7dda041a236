/** How the bot is connected to Slack. */
export type SlackOptions = ConnectionOptions & {
  botToken: string
  /** Of the Web API, with a slash at the end. */
  apiUrl: string
}

/** Socket Mode, or an HTTP server of our own; port 0 lets the system choose, without a host it listens on all interfaces. */
type ConnectionOptions =
  | { mode: 'socket'; appToken: string }
  | { mode: 'http'; signingSecret: string; port: number; host?: string | undefined }

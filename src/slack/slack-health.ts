import type { Log } from '../log.ts'

/** Whether Slack's requests can come in and our calls can go out; if not, why. */
export type SlackState = { ok: true } | { ok: false; problem: string }

/** Follows the connection and the token. */
export interface SlackHealth {
  state: () => SlackState
  connected: (isConnected: boolean) => void
  /** Slack refused the token with this error, or took it. Says so once, and again only after it was taken meanwhile. */
  token: (refusal: string | undefined) => void
}

export function createSlackHealth(log: Log): SlackHealth {
  let isConnected = true
  let refused: string | undefined
  return {
    state() {
      if (refused !== undefined) return { ok: false, problem: `Slack refuses the token (${refused})` }
      return isConnected ? { ok: true } : { ok: false, problem: 'there is no connection to Slack' }
    },
    connected(now) {
      if (now !== isConnected) log[now ? 'info' : 'warn'](now ? 'slack.connected' : 'slack.disconnected')
      isConnected = now
    },
    token(refusal) {
      if (refusal !== undefined && refused === undefined)
        log.error(
          'slack.token_refused',
          `Slack refuses the bot's token (${refusal}): nothing can be answered. Install the app again on its page at api.slack.com/apps, set SLACK_BOT_TOKEN, and restart.`,
        )
      refused = refusal
    },
  }
}

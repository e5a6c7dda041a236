/** A call that the app made while it dealt with a payload. */
export interface Call {
  method: string
  args: Record<string, unknown>
  /** Undefined while it is under way. */
  result: unknown
  /** How long it took, in milliseconds; undefined while it is under way. */
  ms: number | undefined
  /** Why Slack would have refused it. */
  warnings: string[]
}

/** A payload that went into the app, and what came of it. */
export interface Exchange {
  id: number
  /** Milliseconds since 1970. */
  at: number
  /** "slash command", "app_mention" and the like. */
  kind: string
  /** What about: the command's text, the control's action_id. */
  about: string
  payload: unknown
  /** What the app answered the request with; undefined while it has not. */
  ack: { status: number; ms: number; body: unknown } | undefined
  calls: Call[]
  warnings: string[]
}

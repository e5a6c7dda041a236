/** A call that the app made while it handled a payload. */
export interface Call {
  method: string
  args: Record<string, unknown>
  /** Undefined until the call returns. */
  result: unknown
  /** How long it took, in milliseconds; undefined until the call returns. */
  ms: number | undefined
  /** Why Slack would refuse it. */
  warnings: string[]
}

/** A payload that was sent to the app, and the calls that followed. */
export interface Exchange {
  id: number
  /** Differs whenever anything else of it does. */
  etag: string
  /** Milliseconds since 1970. */
  at: number
  /** The kind of payload: "slash command", "app_mention". */
  kind: string
  /** What tells it from others of its kind: the command's text, the control's action_id. */
  about: string
  payload: unknown
  /** The app's HTTP response; undefined until it comes. */
  ack: { status: number; ms: number; body: unknown } | undefined
  calls: Call[]
  warnings: string[]
}

/** Where the HTTP API listens, who may ask, and how often. */
export interface ApiOptions {
  host: string
  /** 0 lets the system choose. */
  port: number
  /** Each client's token; none where only this machine can reach it. */
  tokens: readonly string[]
  /** Of each client. */
  requestsPerMinute: number
  /** How long a stop waits for replies that are under way, in milliseconds. */
  stopGraceMs: number
}

/** Something that happened in the running program, for whoever counts. It never has texts, or ids of people. */
export type Happening =
  /** A request of Slack was acknowledged, `seconds` after it came in. */
  | { kind: 'acknowledged'; surface: string; seconds: number }
  /** A question was replied to, `seconds` after its request came in. */
  | { kind: 'replied'; surface: string; reply: 'answer' | 'closest' | 'no-answer'; seconds: number }
  /** Slack replied to a call of ours, or the call failed. A call that is sent again is counted again. */
  | { kind: 'called'; method: string; outcome: 'done' | 'refused' | 'rate-limited' | 'failed' }
  /** A payload of Slack began to be worked on, or a call of ours to wait for its answer; or that ended. */
  | { kind: 'pending'; what: 'payloads' | 'calls'; change: 1 | -1 }
  /** A sync ended. */
  | { kind: 'synced'; added: number; corrected: number; dropped: number; failed: number }
  | { kind: 'sync-failed' }

export type Observe = (happening: Happening) => void

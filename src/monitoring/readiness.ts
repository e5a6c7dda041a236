/** How the program is. */
export interface Vitals {
  answers: number
  /** Those that can't be searched by meaning yet. */
  passagesWithoutVector: number
  /** Whether requests of Slack can come in, and its token is good; what is wrong if not. */
  slack: { ok: true } | { ok: false; problem: string }
  /** Whether the index is there, where it is elsewhere; what is wrong if not. */
  search: { ok: true } | { ok: false; problem: string }
  /** When the last successful sync ended, in milliseconds since 1970; undefined before the first. */
  lastGoodSync: number | undefined
  /** Milliseconds between two syncs; undefined if this process doesn't sync. */
  syncEveryMs: number | undefined
  /** Since when this process runs: a first sync gets as long as any other. */
  startedAt: number
}

/** The result of each check: 'ok', or what is wrong. */
export interface Readiness {
  ready: boolean
  checks: { answers: string; slack: string; search: string; sync: string }
}

const MAX_PERIODS = 3

/** Whether the program can do its work at `now`: answers are loaded, not out of date and searchable, Slack is connected. */
export function readinessAt(now: number, vitals: Vitals): Readiness {
  const { answers, slack, search, lastGoodSync, syncEveryMs, startedAt } = vitals
  const since = lastGoodSync ?? startedAt
  const late = syncEveryMs !== undefined && now - since > MAX_PERIODS * syncEveryMs
  const checks = {
    answers: answers > 0 ? 'ok' : 'no answers are loaded',
    slack: slack.ok ? 'ok' : slack.problem,
    search: search.ok ? 'ok' : search.problem,
    sync: late ? `no sync has succeeded since ${new Date(since).toISOString()}` : 'ok',
  }
  return { ready: Object.values(checks).every((check) => check === 'ok'), checks }
}

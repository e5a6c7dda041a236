/** The code of an error that the Web API answered, such as `not_in_channel`; undefined for any other error. */
export function slackErrorOf(error: unknown): string | undefined {
  return (error as { data?: { error?: string } } | undefined)?.data?.error
}

/** Slack's errors for a token that no longer works: every call with it fails (docs.slack.dev/reference/methods). */
const TOKEN_REFUSALS = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
])

export const refusesToken = (code: string | undefined): boolean => code !== undefined && TOKEN_REFUSALS.has(code)

/** Whether Slack refused the token itself, and not just a call. */
export const isTokenRefusal = (error: unknown): boolean => refusesToken(slackErrorOf(error))

/** Errors of connections that were never made. */
const NEVER_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/

/** Whether a call that failed without an answer surely didn't reach Slack, or was left out because of a limit. */
export function wasNeverSent(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === 'slack_webapi_rate_limited_error' || NEVER_SENT.test(causesOf(error))
}

/** The codes and messages of an error and its causes. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const { code = '', original, cause, message } = error as Error & { code?: string; original?: unknown }
  return [code, message, causesOf(original ?? cause)].join(' ')
}

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

/** The code of an error that the Web API answered, such as `not_in_channel`; undefined for any other error. */
export function slackErrorOf(error: unknown): string | undefined {
  return (error as { data?: { error?: string } }).data?.error
}

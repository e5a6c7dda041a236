/** Slack's clock may be behind ours by less than this. */
const CLOCKS_DIFFER_MS = 60_000

/** A time stamp before whatever was posted since a time (milliseconds since 1970, by our clock), for `oldest` of Slack's methods. */
export function tsBefore(since: number): string {
  return String((since - CLOCKS_DIFFER_MS) / 1000)
}

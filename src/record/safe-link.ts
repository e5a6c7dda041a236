/**
 * The address if it is safe to link to; undefined if it is not http(s), does not parse, or has a character that could
 * end a link early in Slack's markup (`|`, `<`, `>`, white space).
 */
export function safeLink(url: string): string | undefined {
  if (/[|<>\s]/.test(url) || !URL.canParse(url)) return undefined
  const { protocol, hostname } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? url : undefined
}

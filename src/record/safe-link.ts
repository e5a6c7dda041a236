/**
 * The address as it can be linked, or undefined where it can't be: not http(s), not parsing, or holding a character
 * that could end a link early in Slack's markup (`|`, `<`, `>`, white space).
 */
export function safeLink(url: string): string | undefined {
  if (/[|<>\s]/.test(url) || !URL.canParse(url)) return undefined
  const { protocol, hostname } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? url : undefined
}

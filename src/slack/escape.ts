/** Text as mrkdwn or as a message's `text` that shows it and nothing else: no mention, no link, no entity. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Escapes text for mrkdwn and for a message's `text`, so that nothing in it becomes a mention, a link or an entity. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

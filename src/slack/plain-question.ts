import { printable } from '../wording/printable.ts'

/**
 * What a person typed, without Slack's markup: mentions are removed, links and channels replaced by their labels, and
 * the entities `&amp;` `&lt;` `&gt;` by their characters (docs.slack.dev/messaging/formatting-message-text).
 */
export function plainQuestion(text: string): string {
  const typed = text
    .replace(/<(?<mark>[@#!]?)(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g, (_all, mark, target, label) => {
      if (mark === '@' || mark === '!') return ' '
      return label || (mark === '#' ? ' ' : target)
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return printable(typed).trim()
}

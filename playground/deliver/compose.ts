import { escapeMrkdwn } from '../../src/slack/escape.ts'
import type { Block } from '../workspace/shapes.ts'

/** A typed message as Slack's composer sends it. */
export interface Composed {
  /** Mentions and links in Slack's markup, the rest escaped. */
  text: string
  blocks: Block[]
  mentionsBot: boolean
  links: string[]
}

type Piece = { type: 'text'; text: string } | { type: 'link'; url: string } | { type: 'user'; user_id: string }

/** Turns `@` and the bot's name into a mention, addresses into links; the rest is text. */
export function compose(typed: string, bot: { name: string; user: string }): Composed {
  const pieces = split(typed.trim(), bot)
  return {
    text: pieces.map(markup).join(''),
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: pieces }] }],
    mentionsBot: pieces.some(({ type }) => type === 'user'),
    links: pieces.flatMap((piece) => (piece.type === 'link' ? [piece.url] : [])),
  }
}

function split(typed: string, bot: { name: string; user: string }): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of typed.matchAll(
    new RegExp(
      String.raw`(?<mention>@${RegExp.escape(bot.name)}(?!\w))|(?<url>https?://[^\s<>|]+[^\s<>|.,;:!?)'"’”])`,
      'gi',
    ),
  )) {
    if (found.index > from) pieces.push({ type: 'text', text: typed.slice(from, found.index) })
    const url = found.groups?.url
    pieces.push(url === undefined ? { type: 'user', user_id: bot.user } : { type: 'link', url })
    from = found.index + found[0].length
  }
  if (from < typed.length) pieces.push({ type: 'text', text: typed.slice(from) })
  return pieces
}

function markup(piece: Piece): string {
  switch (piece.type) {
    case 'user':
      return `<@${piece.user_id}>`
    case 'link':
      return `<${escapeMrkdwn(piece.url)}>`
    case 'text':
      return escapeMrkdwn(piece.text)
  }
}

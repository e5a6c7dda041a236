import type * as slack from '@slack/types'
import { Fragment, type ReactNode } from 'react'
import { nameOf } from '../show/name-of.ts'
import { useCast } from './workspace.ts'

function Mention({ id }: { id: string }) {
  return <span className="mention">@{nameOf(id, useCast()) ?? id}</span>
}

function ChannelName({ id }: { id: string }) {
  const channel = useCast().channels.find((one) => one.id === id)
  return <span className="mention">#{channel?.name ?? id}</span>
}

/** A link that opens in a new tab; only its text if the address is not http, https or mailto. */
function Link({ url, children }: { url: string; children: ReactNode }) {
  if (!/^(?:https?|mailto):/i.test(url)) return children
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

/** A text object: plain text as it is, mrkdwn by its marks. */
export function formatted({ type, text }: slack.TextObject): ReactNode {
  return type === 'plain_text' ? text : mrkdwn(text)
}

const between = (mark: string, name: string) =>
  String.raw`(?<![\w${mark}])${mark}(?<${name}>[^${mark}\n]+)${mark}(?![\w${mark}])`
const LINK = String.raw`<(?<target>[^<>|]+)(?:\|(?<label>[^<>]*))?>`
const MARKS = new RegExp(
  [LINK, '`(?<code>[^`\n]+)`', between(String.raw`\*`, 'bold'), between('_', 'italic'), between('~', 'strike')].join(
    '|',
  ),
  'g',
)

/** Slack's mrkdwn without emoji and block quotes (docs.slack.dev/messaging/formatting-message-text). */
function mrkdwn(text: string): ReactNode {
  const nodes: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(MARKS)) {
    nodes.push(decoded(text.slice(from, found.index)), marked(found.groups ?? {}))
    from = found.index + found[0].length
  }
  return list([...nodes, decoded(text.slice(from))])
}

function marked({ target, label, code, bold, italic, strike }: Record<string, string | undefined>): ReactNode {
  if (target?.startsWith('@')) return <Mention id={target.slice(1)} />
  if (target !== undefined) return <Link url={decoded(target)}>{decoded(label ?? target)}</Link>
  if (code !== undefined) return <code>{decoded(code)}</code>
  if (bold !== undefined) return <strong>{mrkdwn(bold)}</strong>
  if (italic !== undefined) return <em>{mrkdwn(italic)}</em>
  return <s>{mrkdwn(strike ?? '')}</s>
}

/** Text without Slack's escapes. */
export const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Nodes that have no ids and are not reordered: their indices are their keys. */
const list = (nodes: readonly ReactNode[]) => nodes.map((node, index) => <Fragment key={index}>{node}</Fragment>)

const INDENT_PX = 28

/** A rich_text block. @throws Error for what the playground cannot draw */
export function richText({ elements }: slack.RichTextBlock): ReactNode {
  return list(elements.map(part))
}

function part(element: slack.RichTextBlockElement): ReactNode {
  switch (element.type) {
    case 'rich_text_section':
      return <div className="text">{inlines(element)}</div>
    case 'rich_text_quote':
      return <blockquote className="text">{inlines(element)}</blockquote>
    case 'rich_text_preformatted':
      return <pre>{inlines(element)}</pre>
    case 'rich_text_list': {
      const items = list(element.elements.map((item) => <li>{inlines(item as slack.RichTextSection)}</li>))
      const style = { marginInlineStart: (element.indent ?? 0) * INDENT_PX }
      if (element.style === 'bullet') return <ul style={style}>{items}</ul>
      const { offset = 0 } = element as { offset?: number }
      return (
        <ol style={style} start={offset + 1}>
          {items}
        </ol>
      )
    }
  }
}

const inlines = ({ elements }: { elements: slack.RichTextElement[] }) => list(elements.map(inline))

function inline(element: slack.RichTextElement): ReactNode {
  const { bold, italic, strike, code } = (element.style ?? {}) as slack.RichTextStyleable['style'] & object
  let node = content(element)
  if (code) node = <code>{node}</code>
  if (strike) node = <s>{node}</s>
  if (italic) node = <em>{node}</em>
  if (bold) node = <strong>{node}</strong>
  return node
}

function content(element: slack.RichTextElement): ReactNode {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return <Link url={element.url}>{element.text ?? element.url}</Link>
    case 'user':
      return <Mention id={element.user_id} />
    case 'channel':
      return <ChannelName id={element.channel_id} />
    default:
      throw new Error(`${element.type} in rich text cannot be drawn`)
  }
}

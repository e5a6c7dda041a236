import type { KnownBlock, RichTextBlock } from '@slack/types'
import type { Digest } from '../../following/digest.ts'
import { standingOf } from '../../record/standing.ts'
import type { PassageOfAnswer } from '../../search/found.ts'
import {
  digestLines,
  digestText,
  digestTitle,
  LINES_A_DIGEST,
  type NewsLine,
  newsLine,
  type TopicLines,
} from '../../wording/following-text.ts'
import { WORDS } from '../../wording/words.ts'
import { drawMost } from './room.ts'
import { inLine, link, type Message, messageText, richText, section, span } from './text.ts'

/** What is new on the topics of a channel: for each answer one line of its text, under its mark, with the link. */
export function digestMessage(digest: Digest): Message {
  const shown = shownInDigest(digest)
  return { text: messageText(digestText(digest, shown)), blocks: digestBlocks(digest, shown) }
}

/** The lines that a digest shows: as many as Slack takes in one message, where topics and lines are long fewer than twenty. */
export function shownInDigest(digest: Digest): TopicLines[] {
  const drawn = drawMost(LINES_A_DIGEST, (lines) => digestBlocks(digest, digestLines(digest.topics, lines)))
  return digestLines(digest.topics, drawn?.count ?? 0)
}

function digestBlocks(digest: Digest, shown: readonly TopicLines[]): KnownBlock[] {
  const several = digest.topics.length > 1
  return [
    richText([span(digestTitle(digest), { bold: true })]),
    ...shown.flatMap(({ topic, lines, more }) => [
      ...(several ? [richText([span(topic, { bold: true })])] : []),
      ...inBlocks(lines),
      ...(more > 0 ? [richText([span(WORDS.andMore(more))])] : []),
    ]),
    richText([span(WORDS.digestFooter, { italic: true })]),
  ]
}

/** Some answers as the lines of a digest, which need not say that they are new. */
export function newestLines(found: readonly PassageOfAnswer[]): RichTextBlock {
  return linesBlock(
    found.map((one) => {
      const line = newsLine(one)
      return { ...line, mark: standingOf(one.answer).kind === 'new' ? '' : line.mark }
    }),
  )
}

/** As many lines a block as its text has room for. */
const LINES_A_BLOCK = 8

function inBlocks(lines: readonly NewsLine[]): RichTextBlock[] {
  const blocks: RichTextBlock[] = []
  for (let from = 0; from < lines.length; from += LINES_A_BLOCK)
    blocks.push(linesBlock(lines.slice(from, from + LINES_A_BLOCK)))
  return blocks
}

function linesBlock(lines: readonly NewsLine[]): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: lines.map(({ answer, mark, words, citation }) =>
          section([
            ...(mark === '' ? [] : [span(`${mark}: `, { bold: true })]),
            span(`${words} `),
            link(answer.source, inLine(citation)),
          ]),
        ),
      },
    ],
  }
}

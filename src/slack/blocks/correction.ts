import type { KnownBlock, MessageAttachment, RichTextElement } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import type { PostNews } from '../../corrections/post-news.ts'
import { type CorrectionText, correctionLine, correctionNoteText } from '../../wording/correction-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './controls.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { inLine, link, type Message, messageText, richText, span } from './text.ts'

/** The block at the top of a message whose answers changed; and of the note, followed by what it tells. */
const CORRECTION_BLOCK = 'correction'
const NOTE_BLOCK = 'correction_note '
/** Slack draws a bar of this colour beside an attachment. */
const COLOUR = '#b3261e'

/** What a message has: `text` escaped, as Slack gives it. */
export interface Shown {
  text: string
  blocks: readonly KnownBlock[]
}

/**
 * A message with what became of its answers above everything else, in place of what was there of that before.
 * Undefined if there is no room.
 */
export function markedMessage(shown: Shown, news: readonly PostNews[], several: boolean): Message | undefined {
  const own = shown.blocks.filter(({ block_id }) => block_id !== CORRECTION_BLOCK)
  const wasMarked = own.length < shown.blocks.length
  const ownText = wasMarked ? shown.text.slice(shown.text.indexOf('\n\n') + 2) : shown.text
  const text = `${linesText(news, several)}\n\n${ownText}`
  const blocks = [lines(news, several), ...own]
  const fits =
    blocks.length <= LIMITS.message.blocks &&
    JSON.stringify(blocks).length <= LIMITS.message.blockChars &&
    text.length <= LIMITS.message.text
  return fits && own.length > 0 ? { text, blocks } : undefined
}

/** The same for a message that can't be read: it stays as it is, and has this below. */
export function correctionAttachments(news: readonly PostNews[], several: boolean): MessageAttachment[] {
  return [{ color: COLOUR, fallback: linesText(news, several), blocks: [lines(news, several)] }]
}

/** The note in the thread, with a button that opens the answer: a corrected one with what it said before. */
export function correctionNote(news: PostNews): Message {
  const note = correctionNoteText(news)
  const opened = news.kind === 'again' ? news.newer : news.kind === 'withdrawn' ? undefined : news.answer
  return {
    text: messageText(plainLine(note)),
    blocks: [
      { ...richText(elements(note, {})), block_id: noteBlockOf(news) },
      ...(opened
        ? [
            {
              type: 'actions' as const,
              elements: [
                button(FULL_ANSWER, WORDS.fullAnswer, passageName({ answer: opened, index: 0 }), {
                  label: `${WORDS.fullAnswer}: ${opened.heading}`,
                }),
              ],
            },
          ]
        : []),
    ],
  }
}

/** Tells a note from others in its thread. */
export function noteBlockOf({ id }: PostNews): string {
  return `${NOTE_BLOCK}${id}`.slice(0, LIMITS.blockId)
}

function lines(news: readonly PostNews[], several: boolean): KnownBlock {
  const block = richText(...news.map((one) => elements(correctionLine(one, several), { bold: true })))
  return { ...block, block_id: CORRECTION_BLOCK }
}

function elements({ text, link: { text: name, url } }: CorrectionText, style: { bold?: boolean }): RichTextElement[] {
  return [span(`${text} `, style), link(url, inLine(name))]
}

/** A line without an empty one in it, so that the end of the lines can be found. */
const linesText = (news: readonly PostNews[], several: boolean) =>
  messageText(news.map((one) => plainLine(correctionLine(one, several))).join('\n'))

const plainLine = ({ text, link: { text: name, url } }: CorrectionText) => `${text} ${name} (${url})`

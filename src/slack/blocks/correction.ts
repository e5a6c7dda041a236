import type { KnownBlock, MessageAttachment, RichTextElement } from '@slack/types'
import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import { answerNow, type PostNews } from '../../corrections/post-news.ts'
import { type CorrectionText, correctionLine, correctionNoteText } from '../../wording/correction-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './controls.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { fitInMessage } from './room.ts'
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

/** What is said of answers that changed: at the message, and in its text for screen readers. */
interface Lines {
  text: string
  block: KnownBlock
}

/**
 * A message with what became of its answers above everything else, in place of what was there of that before.
 * Undefined if there is no room.
 */
export function markedMessage(shown: Shown, news: readonly PostNews[], several: boolean): Message | undefined {
  return withLines(shown, { text: linesText(news, several), block: linesBlock(news, several) })
}

function withLines(shown: Shown, lines: Lines): Message | undefined {
  const own = shown.blocks.filter((block) => !isLines(block))
  const wasMarked = own.length < shown.blocks.length
  const text = `${lines.text}\n\n${wasMarked ? afterLines(shown.text) : shown.text}`
  const blocks = [lines.block, ...own]
  const fits = fitInMessage(blocks) && text.length <= LIMITS.message.text
  return fits && own.length > 0 ? { text, blocks } : undefined
}

const isLines = ({ block_id }: { block_id?: string | undefined }) => block_id === CORRECTION_BLOCK
const afterLines = (text: string) => text.slice(text.indexOf('\n\n') + 2)

/** Drawn by this app; Slack gives it back as it is. */
const Block = z.custom<KnownBlock>((value) => typeof value === 'object' && value !== null)
const Attachment = z.object({ fallback: z.string().default(''), blocks: z.array(Block).default([]) })
/** A message as Slack sends it with a press. */
const Pressed = z.object({
  text: z.string().default(''),
  blocks: z.array(Block).default([]),
  attachments: z.array(Attachment).default([]),
})

/** Whether a message that was pressed in has lines about its answers. */
export function isMarked(pressed: unknown): boolean {
  const { data } = Pressed.safeParse(pressed)
  return data !== undefined && [data, ...data.attachments].some(({ blocks }) => blocks.some(isLines))
}

/** What takes the place of a message that was pressed in: the lines about its answers stay where they are. */
export function inPlaceOf(pressed: unknown, message: Message): Message & { attachments?: MessageAttachment[] } {
  const { data } = Pressed.safeParse(pressed)
  const above = data?.blocks.find(isLines)
  const below = data?.attachments.find(({ blocks }) => blocks.some(isLines))
  if (data && above) {
    const lines = { text: data.text.slice(0, data.text.indexOf('\n\n')), block: above }
    return withLines(message, lines) ?? { ...message, attachments: attachmentsOf(lines) }
  }
  const [block] = below?.blocks.filter(isLines) ?? []
  if (!below || !block) return message
  return { ...message, attachments: attachmentsOf({ text: below.fallback, block }) }
}

/** The same for a message that can't be read: it stays as it is, and has this below. */
export function correctionAttachments(news: readonly PostNews[], several: boolean): MessageAttachment[] {
  return attachmentsOf({ text: linesText(news, several), block: linesBlock(news, several) })
}

const attachmentsOf = ({ text, block }: Lines): MessageAttachment[] => [
  { color: COLOUR, fallback: text, blocks: [block] },
]

/** The note in the thread, with a button that opens the answer: a corrected one with what it said before. */
export function correctionNote(news: PostNews): Message {
  const note = correctionNoteText(news)
  const opened = answerNow(news)
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

function linesBlock(news: readonly PostNews[], several: boolean): KnownBlock {
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

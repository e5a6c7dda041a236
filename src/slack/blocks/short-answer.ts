import type { KnownBlock, MessageAttachment } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import type { Found } from '../../search/found.ts'
import { plainCitation } from '../../wording/briefing.ts'
import { citation } from '../../wording/citation.ts'
import { noteText, passageNotes } from '../../wording/reply-notes.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './controls.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, type Message, messageText, richText, span } from './text.ts'

/** An answer in short, under a link to its question. Ages are counted to `today`. */
export function answerUnfurl(found: Found, today: string): MessageAttachment {
  const { answer, passage } = found
  const text = [answer.heading, shortPassage(passage), citation(answer), ...notes(found, today)]
  return {
    fallback: messageText(text.join('\n')),
    blocks: [
      richText([span(inLine(answer.heading), { bold: true })]),
      { type: 'rich_text', elements: [shortQuote(passage)] },
      ...sourceNotesAndButton(found, today),
    ],
  }
}

/** Who said what was quoted last, when and where; with its first sentences, so that it is clear which quote is meant. */
export function whoSaidIt(found: Found, today: string): Message {
  const { answer, passage } = found
  const text = [shortPassage(passage), WORDS.saidThat, plainCitation(answer), ...notes(found, today)]
  return {
    text: messageText(text.join('\n')),
    blocks: [
      { type: 'rich_text', elements: [shortQuote(passage)] },
      richText([span(WORDS.saidThat)]),
      ...sourceNotesAndButton(found, today),
    ],
  }
}

const notes = (found: Found, today: string) => passageNotes(found, today).map(noteText)

function sourceNotesAndButton(found: Found, today: string): KnownBlock[] {
  const label = `${WORDS.fullAnswer}: ${found.answer.heading}`
  return [
    sourceLine(found),
    ...noteBlocks(found, today),
    { type: 'actions', elements: [button(FULL_ANSWER, WORDS.fullAnswer, passageName(found), { label })] },
  ]
}

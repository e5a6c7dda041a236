import type { MessageAttachment } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import { todayInEngland } from '../../record/dates.ts'
import type { Found } from '../../search/found.ts'
import { citation } from '../../wording/citation.ts'
import { noteText, passageNotes } from '../../wording/reply-notes.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './button.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { noteBlocks } from './notes.ts'
import { shortQuote } from './short-quote.ts'
import { sourceLine } from './source-line.ts'
import { inLine, messageText, richText, words } from './text.ts'

/** An answer in short, under a link to its question. */
export function answerUnfurl(found: Found, today: string = todayInEngland(Date.now())): MessageAttachment {
  const { answer, passage } = found
  const notes = passageNotes(found, today).map(noteText)
  return {
    fallback: messageText([answer.heading, shortPassage(passage), citation(answer), ...notes].join('\n')),
    blocks: [
      richText([words(inLine(answer.heading), { bold: true })]),
      { type: 'rich_text', elements: [shortQuote(passage)] },
      sourceLine(found),
      ...noteBlocks(found, today),
      {
        type: 'actions',
        elements: [
          button(FULL_ANSWER, WORDS.fullAnswer, passageName(found), {
            label: `${WORDS.fullAnswer}: ${answer.heading}`,
          }),
        ],
      },
    ],
  }
}

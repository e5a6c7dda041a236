import { passageName } from '../../answering/passage-name.ts'
import { todayInEngland } from '../../record/dates.ts'
import type { Found } from '../../search/found.ts'
import { plainCitation } from '../../wording/briefing.ts'
import { noteText, passageNotes } from '../../wording/reply-notes.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './button.ts'
import { FULL_ANSWER } from './full-answer.ts'
import type { Message } from './message.ts'
import { noteBlocks } from './notes.ts'
import { shortQuote } from './short-quote.ts'
import { sourceLine } from './source-line.ts'
import { messageText, richText, words } from './text.ts'

/** Who said what was quoted last, when and where, with the link; and how it begins, for there may be doubt of what. */
export function whoSaidIt(found: Found, today: string = todayInEngland(Date.now())): Message {
  const { answer, passage } = found
  const notes = passageNotes(found, today).map(noteText)
  const label = `${WORDS.fullAnswer}: ${answer.heading}`
  return {
    text: messageText([shortPassage(passage), WORDS.saidThat, plainCitation(answer), ...notes].join('\n')),
    blocks: [
      { type: 'rich_text', elements: [shortQuote(passage)] },
      richText([words(WORDS.saidThat)]),
      sourceLine(found),
      ...noteBlocks(found, today),
      { type: 'actions', elements: [button(FULL_ANSWER, WORDS.fullAnswer, passageName(found), { label })] },
    ],
  }
}

import type { KnownBlock, MessageAttachment } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import type { Found } from '../../search/found.ts'
import { citation } from '../../wording/citation.ts'
import { noteText, passageNotes } from '../../wording/reply-notes.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { askersOf, whoAskedText, whoSaidItText } from '../../wording/said-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './controls.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, link, type Message, messageText, richText, span } from './text.ts'

/** Ministers answer up to some twenty questions at once. */
const MAX_ASKERS = 10

/** An answer in short, under a link to its question. Ages are counted to `today`. */
export function answerUnfurl(found: Found, today: string): MessageAttachment {
  const { answer, passage } = found
  const text = [
    answer.heading,
    shortPassage(passage),
    citation(answer),
    `${WORDS.source}: ${answer.source}`,
    ...notes(found, today),
  ]
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
  return {
    text: messageText(whoSaidItText(found, today)),
    blocks: [
      { type: 'rich_text', elements: [shortQuote(found.passage)] },
      richText([span(WORDS.saidThat)]),
      ...sourceNotesAndButton(found, today),
    ],
  }
}

/** Who asked the question to the answer that was quoted last: each of them, where it answers several questions. */
export function whoAskedIt(found: Found): Message {
  const asked = askersOf(found.answer)
  return {
    text: messageText(whoAskedText(found)),
    blocks: [
      { type: 'rich_text', elements: [shortQuote(found.passage)] },
      richText(
        [span(WORDS.askedBy)],
        ...asked
          .slice(0, MAX_ASKERS)
          .map(({ asker, question, url }) => [span(`${inLine(asker)} · `), link(url, question)]),
        ...(asked.length > MAX_ASKERS ? [[span(WORDS.andMore(asked.length - MAX_ASKERS))]] : []),
      ),
      fullAnswerButton(found),
    ],
  }
}

const notes = (found: Found, today: string) => passageNotes(found, today).map(noteText)

function sourceNotesAndButton(found: Found, today: string): KnownBlock[] {
  return [sourceLine(found), ...noteBlocks(found, today), fullAnswerButton(found)]
}

function fullAnswerButton(found: Found): KnownBlock {
  const label = `${WORDS.fullAnswer}: ${found.answer.heading}`
  return { type: 'actions', elements: [button(FULL_ANSWER, WORDS.fullAnswer, passageName(found), { label })] }
}

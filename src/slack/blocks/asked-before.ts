import type { ActionsBlock, KnownBlock } from '@slack/types'
import { type AskedBefore, type EarlierQuestion, earlierQuestions } from '../../answering/asked-before.ts'
import { askedBeforeLines, askedBeforeText, EARLIER_CHARS, whichQuestion } from '../../wording/asked-before-text.ts'
import { citation } from '../../wording/citation.ts'
import { marks } from '../../wording/reply-notes.ts'
import { WORDS } from '../../wording/words.ts'
import { readInFull } from './answer-list.ts'
import { italicLines } from './first-passage.ts'
import { noteBlock } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, link, type Message, messageText, richText, section, shorten, span } from './text.ts'

/** A question asks for one thing; the longest of the record have some 900 characters. */
const QUESTION_CHARS = 500

/** The earlier questions near a draft, each with the beginning of its answer; a select opens one of them in full. */
export function askedBeforeMessage(asked: AskedBefore): Message {
  const [title, ...lines] = askedBeforeLines(asked)
  const earlier = earlierQuestions(asked)
  const answers = earlier.map(({ found }) => found.answer)
  const controls: ActionsBlock[] = answers.length > 0 ? [{ type: 'actions', elements: [readInFull(answers)] }] : []
  return {
    text: messageText(askedBeforeText(asked)),
    blocks: [
      richText([span(title, earlier.length > 0 ? { bold: true } : undefined)]),
      ...italicLines(lines),
      ...earlier.flatMap(earlierBlocks),
      ...controls,
    ],
  }
}

function earlierBlocks(earlier: EarlierQuestion): KnownBlock[] {
  const { question, found, recent } = earlier
  const { text, url } = whichQuestion(earlier)
  return [
    {
      type: 'rich_text',
      elements: [
        section([link(url, inLine(text))]),
        section([span(shorten(question.text, QUESTION_CHARS))]),
        shortQuote(found.passage, EARLIER_CHARS),
        section([
          span(citation(found.answer)),
          ...(recent ? [span(' · '), span(WORDS.referralMayDo, { bold: true })] : []),
        ]),
      ],
    },
    ...marks(found).map(noteBlock),
  ]
}

import type { MessageAttachment } from '@slack/types'
import type { WrittenAnswer } from '../../corpus/answer.ts'
import { citation } from '../../wording/citation.ts'
import { shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { LIMITS } from '../limits.ts'
import { button } from './button.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { passageName } from './passage-name.ts'
import { shortQuote } from './short-quote.ts'
import { sourceLine } from './source-line.ts'
import { richText, shorten, words } from './text.ts'

/** An answer in short, under a link to its question. */
export function answerUnfurl(answer: WrittenAnswer): MessageAttachment {
  const passage = answer.passages[0] ?? []
  return {
    fallback: escapeMrkdwn(`${answer.heading}\n${shortPassage(passage)}\n${citation(answer)}`),
    blocks: [
      richText([words(shorten(answer.heading, LIMITS.header.text), { bold: true })]),
      { type: 'rich_text', elements: [shortQuote(passage)] },
      sourceLine({ answer }),
      {
        type: 'actions',
        elements: [button(FULL_ANSWER, WORDS.fullAnswer, passageName({ answer, index: 0 }))],
      },
    ],
  }
}

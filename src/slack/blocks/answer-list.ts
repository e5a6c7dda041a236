import type { KnownBlock, StaticSelect } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { answerKey } from '../../record/identity.ts'
import { shortCitation } from '../../wording/citation.ts'
import { WORDS } from '../../wording/words.ts'
import { option, select } from './controls.ts'
import { inLine, link, type Message, messageText, richText, span } from './text.ts'

export const READ_IN_FULL = 'read_in_full'

/** A line with a link for each answer, and a select that opens one of them in full. */
export function answerList(answers: readonly WrittenAnswer[]): KnownBlock[] {
  if (answers.length === 0) return [richText([span(WORDS.noneMatch)])]
  return [
    ...answers.map((answer) =>
      richText([link(answer.source, inLine(answer.heading)), span(` · ${inLine(shortCitation(answer))}`)]),
    ),
    { type: 'actions', elements: [readInFull(answers)] },
  ]
}

/** A select that opens one of the answers in full; each is an option once. */
export function readInFull(answers: readonly WrittenAnswer[]): StaticSelect {
  const offered = new Map(answers.map((answer) => [answerKey(answer), answer]))
  const options = [...offered].map(([key, answer]) =>
    option(`${longDate(answer.answered)}: ${answer.heading}`, `${key}#0`),
  )
  return select(READ_IN_FULL, WORDS.readInFull, options)
}

/** The list as a message, under a title. */
export function answerListMessage(title: string, answers: readonly WrittenAnswer[]): Message {
  const lines = answers.map((answer) => `${answer.heading}: ${shortCitation(answer)}\n${answer.source}`)
  if (lines.length === 0) lines.push(WORDS.noneMatch)
  return {
    text: messageText([title, ...lines].join('\n\n')),
    blocks: [richText([span(title, { bold: true })]), ...answerList(answers)],
  }
}

import type { KnownBlock, StaticSelect } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { answerKey } from '../../record/identity.ts'
import { shortCitation } from '../../wording/citation.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import type { Message } from './message.ts'
import { option } from './option.ts'
import { inLine, link, messageText, plainText, richText, words } from './text.ts'

export const READ_IN_FULL = 'read_in_full'

/** Answers, a line each with its link, and a select that opens one of them in full. */
export function answerList(answers: readonly WrittenAnswer[]): KnownBlock[] {
  if (answers.length === 0) return [richText([words(WORDS.noneMatch)])]
  return [
    ...answers.map((answer) =>
      richText([link(answer.source, inLine(answer.heading)), words(` · ${inLine(shortCitation(answer))}`)]),
    ),
    { type: 'actions', elements: [readInFull(answers)] },
  ]
}

/** A select that opens one of the answers in full; each is offered once. */
export function readInFull(answers: readonly WrittenAnswer[]): StaticSelect {
  const offered = new Map(answers.map((answer) => [answerKey(answer), answer]))
  return {
    type: 'static_select',
    action_id: READ_IN_FULL,
    placeholder: plainText(WORDS.readInFull, LIMITS.plainTextInput.placeholder),
    options: [...offered].map(([key, answer]) => option(`${longDate(answer.answered)}: ${answer.heading}`, `${key}#0`)),
  }
}

/** The same as a message under a title. */
export function answerListMessage(title: string, answers: readonly WrittenAnswer[]): Message {
  const lines = answers.map((answer) => `${answer.heading}: ${shortCitation(answer)}\n${answer.source}`)
  return {
    text: messageText([title, ...lines].join('\n\n')),
    blocks: [richText([words(title, { bold: true })]), ...answerList(answers)],
  }
}

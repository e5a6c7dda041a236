import type { KnownBlock, StaticSelect } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import type { WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { answerKey } from '../../record/identity.ts'
import { shortCitation } from '../../wording/citation.ts'
import { firstWords } from '../../wording/first-words.ts'
import { answerListText, FIRST_WORDS_CHARS } from '../../wording/list-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button, option, select } from './controls.ts'
import { FULL_ANSWER } from './full-answer.ts'
import { inLine, link, type Message, messageText, plainText, richText, span } from './text.ts'

export const READ_IN_FULL = 'read_in_full'

/** For each answer a line with a link, and the beginning of its text beside a button that opens it in full. */
export function answerList(answers: readonly WrittenAnswer[]): KnownBlock[] {
  if (answers.length === 0) return [richText([span(WORDS.noneMatch)])]
  return answers.flatMap((answer): KnownBlock[] => [
    richText([link(answer.source, inLine(answer.heading)), span(` · ${inLine(shortCitation(answer))}`)]),
    {
      type: 'section',
      text: plainText(firstWords(answer, FIRST_WORDS_CHARS), FIRST_WORDS_CHARS),
      accessory: button(FULL_ANSWER, WORDS.read, passageName({ answer, index: 0 }), {
        label: `${WORDS.read}: ${answer.heading}, ${longDate(answer.answered)}`,
      }),
    },
  ])
}

/** A select that opens one of the answers in full; each is an option once. */
export function readInFull(answers: readonly WrittenAnswer[]): StaticSelect {
  const offered = new Map(answers.map((answer) => [answerKey(answer), answer]))
  const options = [...offered.values()].map((answer) =>
    option(`${longDate(answer.answered)}: ${answer.heading}`, passageName({ answer, index: 0 })),
  )
  return select(READ_IN_FULL, WORDS.readInFull, options)
}

/** The list as a message, under a title. */
export function answerListMessage(title: string, answers: readonly WrittenAnswer[]): Message {
  return {
    text: messageText(answerListText(title, answers)),
    blocks: [richText([span(title, { bold: true })]), ...answerList(answers)],
  }
}

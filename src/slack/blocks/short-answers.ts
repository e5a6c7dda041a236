import type { ActionsBlock, KnownBlock } from '@slack/types'
import type { AnswerReply, NoAnswerReply, Reply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { shortCitation } from '../../wording/citation.ts'
import { missingNotes, noteText, passageNotes, questionNotes } from '../../wording/reply-notes.ts'
import { noAnswerLines, shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { readInFull } from './answer-list.ts'
import { italicLines } from './first-passage.ts'
import { noteBlock } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, link, type Message, messageText, richText, section, shorten, span } from './text.ts'

/** How many characters of each passage are shown. */
const PASSAGE_CHARS = 180
const MAX_QUESTION_CHARS = 300
/** So many of the questions without an answer are listed, and so many characters of each. */
const MAX_LEFT = 10
const MAX_LEFT_CHARS = 200

/**
 * Replies to several questions in one message: each question, the beginning of what was found, who said it, when, and the
 * link. Below them the questions that are `left`, as there are too many to answer.
 */
export function shortAnswersMessage(replies: readonly Reply[], today: string, left: readonly string[] = []): Message {
  const answers = replies.flatMap((reply) => (reply.kind === 'no-answer' ? [] : reply.best.answer))
  const controls: ActionsBlock[] = answers.length > 0 ? [{ type: 'actions', elements: [readInFull(answers)] }] : []
  return {
    text: messageText(
      [...replies.map((reply) => shortText(reply, today)), leftText(left)].map(inLines).join('\n\n').trim(),
    ),
    blocks: [...replies.flatMap((reply) => shortBlocks(reply, today)), ...controls, ...leftBlocks(left)],
  }
}

const inLines = (lines: readonly string[]) => lines.join('\n')

function leftText(left: readonly string[]): string[] {
  return left.length === 0 ? [] : [WORDS.questionsLeft(left.length), ...listed(left).map((line) => `• ${line}`)]
}

function leftBlocks(left: readonly string[]): KnownBlock[] {
  if (left.length === 0) return []
  return [
    {
      type: 'rich_text',
      elements: [
        section([span(WORDS.questionsLeft(left.length))]),
        { type: 'rich_text_list', style: 'bullet', elements: listed(left).map((line) => section([span(line)])) },
      ],
    },
  ]
}

/** The questions that are left; of very many the first, and how many more there are. */
function listed(left: readonly string[]): string[] {
  const shown = left.slice(0, MAX_LEFT).map((question) => shorten(question.trim(), MAX_LEFT_CHARS))
  return left.length > MAX_LEFT ? [...shown, WORDS.andMore(left.length - MAX_LEFT)] : shown
}

const asked = ({ question }: Reply) => shorten(question.asked.trim(), MAX_QUESTION_CHARS)

/** What is said above the quotation: how the question was understood, and that what follows is only the closest. */
const before = (reply: AnswerReply) => [...questionNotes(reply), ...(reply.kind === 'closest' ? [WORDS.closest] : [])]

/** That there is no answer, in a line: with how the question was understood, and without what was searched. */
const nothing = ({ covered: _, ...reply }: NoAnswerReply) =>
  [...noAnswerLines(reply), ...questionNotes(reply)].join(' ')

/** The notes on the passage, without the other days on which the same was said. */
const notes = ({ best }: AnswerReply, today: string) => passageNotes({ ...best, alsoGiven: [] }, today)

function shortText(reply: Reply, today: string): string[] {
  if (reply.kind === 'no-answer') return [asked(reply), nothing(reply)]
  const { answer, passage } = reply.best
  return [
    asked(reply),
    ...before(reply),
    shortPassage(passage, PASSAGE_CHARS),
    `${shortCitation(answer)} · ${WORDS.source}: ${answer.source}`,
    ...missingNotes(shortfallOf(reply)),
    ...notes(reply, today).map(noteText),
  ]
}

function shortBlocks(reply: Reply, today: string): KnownBlock[] {
  const title = richText([span(asked(reply), { bold: true })])
  if (reply.kind === 'no-answer') return [title, richText([span(nothing(reply))])]
  const { answer, passage } = reply.best
  return [
    title,
    ...italicLines(before(reply)),
    {
      type: 'rich_text',
      elements: [
        shortQuote(passage, PASSAGE_CHARS),
        ...richText([span(`${inLine(shortCitation(answer))} · `), link(answer.source, WORDS.source)]).elements,
      ],
    },
    ...italicLines(missingNotes(shortfallOf(reply))),
    ...notes(reply, today).map(noteBlock),
  ]
}

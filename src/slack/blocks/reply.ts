import type { KnownBlock } from '@slack/types'
import type { AnswerReply, NoAnswerReply, Reply } from '../../answering/reply.ts'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { parliamentSearch } from '../../wording/parliament-search.ts'
import { missingNotes, questionNotes } from '../../wording/reply-notes.ts'
import { firstPassageText, hasWords, noAnswerLines, noAnswerText, shortText } from '../../wording/reply-text.ts'
import { pageTitle } from '../../wording/said-text.ts'
import { WORDS } from '../../wording/words.ts'
import { feedbackButtons } from './feedback-buttons.ts'
import { firstPassage, italicLines, shownInSlack } from './first-passage.ts'
import { moreButton, otherPassages, pagingControls } from './other-passages.ts'
import type { Surface } from './quotation.ts'
import { answerButtons, shareButton } from './reply-buttons.ts'
import { link, type Message, messageText, richText, shorten, span } from './text.ts'

const MAX_QUESTION_CHARS = 600

/** What a reply shows besides what was found. */
export interface ReplyLook {
  /** The day to which ages are counted: `yyyy-mm-dd`. */
  today: string
  /** The reply is ephemeral and can be shared. */
  share?: boolean
  /** Verdicts are kept, so there are buttons for them. */
  feedback?: boolean
}

export function replyMessage(shown: ReplyPage, look: ReplyLook): Message {
  const { reply } = shown
  const text = reply.kind === 'no-answer' ? [noAnswerText(reply)] : answerText({ ...shown, reply }, look)
  return {
    text: messageText([...text, youAsked(reply)].filter((part) => part !== '').join('\n\n')),
    blocks: replyBlocks(shown, 'message', look),
  }
}

/** A reply as blocks for a message or a modal; the first of them are the answer. */
export function replyBlocks(shown: ReplyPage, surface: Surface, look: ReplyLook): KnownBlock[] {
  const { reply } = shown
  return [
    ...(reply.kind === 'no-answer'
      ? noAnswerBlocks(reply, pagingControls(shown, false))
      : answerBlocks({ ...shown, reply }, surface, look)),
    ...(look.feedback && isAnswerable(reply) ? [feedbackButtons(shown, surface, look.share)] : []),
  ]
}

const isAnswerable = (reply: Reply) => reply.kind !== 'no-answer' || hasWords(reply)

type AnswerPage = ReplyPage & { reply: AnswerReply }

function answerText(shown: AnswerPage, { today }: ReplyLook): string[] {
  const { reply } = shown
  const { others } = reply
  return [
    questionNotes(reply).join('\n'),
    ...firstPassageText(reply, today, shownInSlack(reply)),
    ...(others.length > 0 ? [`${pageTitle(shown)}:`, ...others.map(shortText)] : []),
  ]
}

function answerBlocks(shown: AnswerPage, surface: Surface, { share = false, today }: ReplyLook): KnownBlock[] {
  const { reply } = shown
  const { others } = reply
  const more = shown.page === 0 ? moreButton(shown, share) : []
  return [
    ...understood(reply),
    ...firstPassage(reply, surface, today),
    answerButtons(reply, [...(share ? [shareButton(reply)] : []), ...more]),
    ...otherPassages(pageTitle(shown), others),
    ...pagingControls(shown, share),
    ...youAskedBlocks(reply),
  ]
}

function noAnswerBlocks(reply: NoAnswerReply, controls: KnownBlock[]): KnownBlock[] {
  const { question, nearest } = reply
  const elsewhere = link(parliamentSearch(question), WORDS.searchParliament)
  return [
    richText(...noAnswerLines(reply).map((line) => [span(shorten(line, MAX_QUESTION_CHARS))])),
    ...understood(reply),
    ...otherPassages(WORDS.nearest, nearest),
    ...controls,
    ...(hasWords(reply) ? [richText([elsewhere])] : []),
    ...youAskedBlocks(reply),
  ]
}

/** A page of other passages as a message of its own: the reply to "more" in a thread. */
export function moreMessage(shown: ReplyPage): Message {
  const others = shown.reply.kind === 'no-answer' ? [] : shown.reply.others
  const missing = missingInAll(shown.reply)
  const title = pageTitle(shown)
  const text = [...questionNotes(shown.reply), ...missing, title, ...others.map(shortText), youAsked(shown.reply)]
  const controls = pagingControls({ ...shown, page: 0, left: 0 }, false)
  return {
    text: messageText(text.filter((part) => part !== '').join('\n\n')),
    blocks: [
      ...understood(shown.reply),
      ...italicLines(missing),
      ...otherPassages(title, others).slice(1),
      ...controls,
      ...youAskedBlocks(shown.reply),
    ],
  }
}

/** The words that no answer mentions; those that only the first passage lacks may be in the others. */
function missingInAll({ missing = [] }: Reply): string[] {
  return missingNotes({ missing: missing.filter(({ inRecord }) => !inRecord) })
}

/** How the question was understood: filters, words that were read as others. */
function understood(reply: Reply): KnownBlock[] {
  const lines = questionNotes(reply).map((line) => [span(shorten(line, MAX_QUESTION_CHARS))])
  return lines.length === 0 ? [] : [richText(...lines)]
}

/** The question as it was understood, which for a follow-up differs from what was typed; '' for a UIN that the citation has. */
function youAsked(reply: Reply): string {
  const { asked, uin } = reply.question
  const isCited = reply.kind !== 'no-answer' && reply.best.answer.questions.some((one) => one.uin === uin?.uin)
  const shown = isCited ? '' : shorten(asked.trim(), MAX_QUESTION_CHARS)
  return shown === '' ? '' : `${WORDS.youAsked} ${shown}`
}

function youAskedBlocks(reply: Reply): KnownBlock[] {
  const asked = youAsked(reply)
  return asked === '' ? [] : [richText([span(asked, { italic: true })])]
}

import type { KnownBlock } from '@slack/types'
import type { AnswerReply, NoAnswerReply, Reply } from '../../answering/reply.ts'
import { PAGE_SIZE, type ReplyPage } from '../../answering/reply-page.ts'
import type { Question } from '../../search/question/question.ts'
import { cutPassage } from '../../wording/cut.ts'
import { parliamentSearch } from '../../wording/parliament-search.ts'
import { questionNotes } from '../../wording/reply-notes.ts'
import { hasWords, noAnswerSentence, replyText, shortText } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { otherPassages, pagingControls } from './other-passages.ts'
import { quotation, type Surface } from './quotation.ts'
import { answerButtons, feedbackButtons } from './reply-buttons.ts'
import { header, link, type Message, messageText, richText, shorten, span } from './text.ts'

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
  const text = [replyText(reply, look.today, LIMITS.richText.text), youAsked(reply.question)]
  return {
    text: messageText(text.filter((part) => part !== '').join('\n\n')),
    blocks: replyBlocks(shown, 'message', look),
  }
}

/** A reply as blocks for a message or a modal; the first of them are the answer. */
export function replyBlocks(shown: ReplyPage, surface: Surface, look: ReplyLook): KnownBlock[] {
  const { reply } = shown
  return [
    ...(reply.kind === 'answer'
      ? answerBlocks({ ...shown, reply }, surface, look)
      : noAnswerBlocks(reply, pagingControls(shown, false))),
    ...(look.feedback && isAnswerable(reply) ? [feedbackButtons(reply, surface)] : []),
  ]
}

const isAnswerable = (reply: Reply) => reply.kind === 'answer' || hasWords(reply)

function answerBlocks(
  shown: ReplyPage & { reply: AnswerReply },
  surface: Surface,
  { share = false, today }: ReplyLook,
): KnownBlock[] {
  const { reply } = shown
  const { question, best, others } = reply
  const { answer, passage } = best
  const { head, rest } = cutPassage(passage, LIMITS.richText.text)
  return [
    ...understood(reply),
    header(answer.heading),
    ...quotation(head, surface),
    ...(rest ? [richText([span(WORDS.cutHere, { italic: true })])] : []),
    sourceLine(best),
    ...noteBlocks(best, today),
    richText([span(`${WORDS.asked} `, { bold: true }), span(shorten(answer.questions[0].text, MAX_QUESTION_CHARS))]),
    answerButtons(best, question, share),
    ...otherPassages(pageTitle(shown, others.length), others),
    ...pagingControls(shown, share),
    ...youAskedBlocks(question),
  ]
}

function noAnswerBlocks(reply: NoAnswerReply, controls: KnownBlock[]): KnownBlock[] {
  const { question, reason, nearest } = reply
  const elsewhere = link(parliamentSearch(question), WORDS.searchParliament)
  return [
    richText([span(noAnswerSentence(reason))], ...(reason === 'no-words' ? [[span(WORDS.howToAsk)]] : [])),
    ...understood(reply),
    ...otherPassages(WORDS.nearest, nearest),
    ...controls,
    ...(hasWords(reply) ? [richText([elsewhere])] : []),
    ...youAskedBlocks(question),
  ]
}

/** A page of other passages as a message of its own: the reply to "more" in a thread. */
export function moreMessage(shown: ReplyPage): Message {
  const others = shown.reply.kind === 'answer' ? shown.reply.others : []
  const title = pageTitle(shown, others.length)
  const text = [...questionNotes(shown.reply), title, ...others.map(shortText), youAsked(shown.reply.question)]
  const controls = pagingControls({ ...shown, page: 0, more: false }, false)
  return {
    text: messageText(text.join('\n\n')),
    blocks: [
      ...understood(shown.reply),
      ...otherPassages(title, others).slice(1),
      ...controls,
      ...youAskedBlocks(shown.reply.question),
    ],
  }
}

function pageTitle({ page }: ReplyPage, count: number): string {
  const first = page * PAGE_SIZE + 1
  return page === 0 ? WORDS.moreFromTheRecord : WORDS.resultsFrom(first, first + count - 1)
}

/** How the question was understood: filters, what is wrong with them, words that were read as others. */
function understood(reply: Reply): KnownBlock[] {
  const lines = questionNotes(reply).map((line) => [span(shorten(line, MAX_QUESTION_CHARS))])
  return lines.length === 0 ? [] : [richText(...lines)]
}

/** The question as it was understood, which for a follow-up differs from what was typed. */
function youAsked({ asked }: Question): string {
  const shown = shorten(asked.trim(), MAX_QUESTION_CHARS)
  return shown === '' ? '' : `${WORDS.youAsked} ${shown}`
}

function youAskedBlocks(question: Question): KnownBlock[] {
  const asked = youAsked(question)
  return asked === '' ? [] : [richText([span(asked, { italic: true })])]
}

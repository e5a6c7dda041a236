import type { KnownBlock } from '@slack/types'
import type { AnswerReply, NoAnswerReply, Reply } from '../../answering/reply.ts'
import { PAGE_SIZE, type ReplyPage } from '../../answering/reply-page.ts'
import { todayInEngland } from '../../record/dates.ts'
import { cutPassage } from '../../wording/cut.ts'
import { parliamentSearch } from '../../wording/parliament-search.ts'
import { questionNotes } from '../../wording/reply-notes.ts'
import { hasWords, noAnswerSentence, replyText, shortText } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { answerButtons } from './answer-buttons.ts'
import { feedbackButtons } from './feedback.ts'
import type { Message } from './message.ts'
import { pagingControls } from './more-results.ts'
import { noteBlocks } from './notes.ts'
import { otherPassages } from './other-passages.ts'
import { quotation, type Surface } from './passage.ts'
import { sourceLine } from './source-line.ts'
import { header, link, messageText, richText, shorten, words } from './text.ts'

const MAX_QUESTION_CHARS = 600

/** What can be done with a reply where it is shown. */
export interface ReplyControls {
  /** It is ephemeral, and can be shared. */
  share?: boolean
  /** Verdicts are kept. */
  feedback?: boolean
}

/** A reply as a message. Ages are counted to `today`. */
export function replyMessage(
  shown: ReplyPage,
  controls: ReplyControls = {},
  today: string = todayInEngland(Date.now()),
): Message {
  const { reply } = shown
  const whole = [replyText(reply, LIMITS.richText.text, today), youAsked(reply.question)].filter((part) => part !== '')
  return {
    text: messageText(whole.join('\n\n')),
    blocks: replyBlocks(shown, 'message', controls, today),
  }
}

/** A reply as blocks for a message or a modal. The first lines carry the answer. */
export function replyBlocks(
  shown: ReplyPage,
  surface: Surface,
  controls: ReplyControls = {},
  today: string = todayInEngland(Date.now()),
): KnownBlock[] {
  const { reply } = shown
  return [
    ...(reply.kind === 'answer'
      ? answerBlocks({ ...shown, reply }, surface, controls.share ?? false, today)
      : noAnswerBlocks(reply, pagingControls(shown, false))),
    ...(controls.feedback && isAnswerable(reply) ? [feedbackButtons(reply, surface)] : []),
  ]
}

const isAnswerable = (reply: Reply) => reply.kind === 'answer' || hasWords(reply)

function answerBlocks(
  shown: ReplyPage & { reply: AnswerReply },
  surface: Surface,
  share: boolean,
  today: string,
): KnownBlock[] {
  const { reply } = shown
  const { question, best, others } = reply
  const { answer, passage } = best
  const { head, rest } = cutPassage(passage, LIMITS.richText.text)
  return [
    ...understood(reply),
    header(answer.heading),
    ...quotation(head, surface),
    ...(rest ? [richText([words(WORDS.cutHere, { italic: true })])] : []),
    sourceLine(best),
    ...noteBlocks(best, today),
    richText([words(`${WORDS.asked} `, { bold: true }), words(shorten(answer.questions[0].text, MAX_QUESTION_CHARS))]),
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
    richText([words(noAnswerSentence(reason))], ...(reason === 'no-words' ? [[words(WORDS.howToAsk)]] : [])),
    ...understood(reply),
    ...otherPassages(WORDS.nearest, nearest),
    ...controls,
    ...(hasWords(reply) ? [richText([elsewhere])] : []),
    ...youAskedBlocks(question),
  ]
}

/** A page of other passages on its own, as a message: what "more" gets in a thread. */
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

/** The filters, what is wrong with them, and words that were read as others. */
function understood(reply: Reply): KnownBlock[] {
  const lines = questionNotes(reply).map((line) => [words(shorten(line, MAX_QUESTION_CHARS))])
  return lines.length === 0 ? [] : [richText(...lines)]
}

/** What was asked, as it was understood: a follow-up is asked in other words than it was typed. */
function youAsked(question: string): string {
  const asked = shorten(question.trim(), MAX_QUESTION_CHARS)
  return asked === '' ? '' : `${WORDS.youAsked} ${asked}`
}

function youAskedBlocks(question: string): KnownBlock[] {
  const asked = youAsked(question)
  return asked === '' ? [] : [richText([words(asked, { italic: true })])]
}

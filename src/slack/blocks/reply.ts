import type { KnownBlock, RichTextBlock } from '@slack/types'
import type { AnswerReply, Found, NoAnswerReply, Reply } from '../../search/reply.ts'
import { shortCitation } from '../../wording/citation.ts'
import { cutPassage } from '../../wording/cut.ts'
import { todayInEngland } from '../../wording/dates.ts'
import { parliamentSearch } from '../../wording/parliament-search.ts'
import { marks, type Note, passageNotes, questionNotes } from '../../wording/reply-notes.ts'
import { noAnswerSentence, replyText, shortText } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { LIMITS } from '../limits.ts'
import { PAGE_SIZE, type ReplyPage } from '../reply-page.ts'
import { answerButtons } from './answer-buttons.ts'
import { feedbackButtons } from './feedback.ts'
import type { Message } from './message.ts'
import { pagingControls } from './more-results.ts'
import { quotation, type Surface } from './passage.ts'
import { shortQuote } from './short-quote.ts'
import { sourceLine } from './source-line.ts'
import { header, link, richText, shorten, words } from './text.ts'

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
  today: string = todayInEngland(),
): Message {
  const text = shorten(escapeMrkdwn(replyText(shown.reply, LIMITS.richText.text, today)), LIMITS.message.text)
  return { text, blocks: replyBlocks(shown, 'message', controls, today) }
}

/** A reply as blocks for a message or a modal. The first lines carry the answer. */
export function replyBlocks(
  shown: ReplyPage,
  surface: Surface,
  controls: ReplyControls = {},
  today: string = todayInEngland(),
): KnownBlock[] {
  const { reply } = shown
  return [
    ...(reply.kind === 'answer'
      ? answerBlocks({ ...shown, reply }, surface, controls.share ?? false, today)
      : noAnswerBlocks(reply, pagingControls(shown, false))),
    ...(controls.feedback && isAnswerable(reply) ? [feedbackButtons(reply, surface)] : []),
  ]
}

const isAnswerable = (reply: Reply) => reply.kind === 'answer' || reply.reason !== 'no-words'

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
    ...passageNotes(best, today).map(note),
    richText([words(`${WORDS.asked} `, { bold: true }), words(shorten(answer.questions[0].text, MAX_QUESTION_CHARS))]),
    answerButtons(best, question, share),
    ...more(pageTitle(shown, others.length), others),
    ...pagingControls(shown, share),
    ...youAsked(question),
  ]
}

function noAnswerBlocks(reply: NoAnswerReply, controls: KnownBlock[]): KnownBlock[] {
  const { question, reason, nearest } = reply
  const elsewhere = link(parliamentSearch(question), WORDS.searchParliament)
  return [
    richText([words(noAnswerSentence(reason))], ...(reason === 'no-words' ? [[words(WORDS.howToAsk)]] : [])),
    ...understood(reply),
    ...more(WORDS.nearest, nearest),
    ...controls,
    ...(reason === 'no-words' ? [] : [richText([elsewhere])]),
    ...youAsked(question),
  ]
}

/** A page of other passages on its own, as a message: what "more" gets in a thread. */
export function moreMessage(shown: ReplyPage): Message {
  const others = shown.reply.kind === 'answer' ? shown.reply.others : []
  const title = pageTitle(shown, others.length)
  const text = [title, ...others.map(shortText)].join('\n\n')
  const controls = pagingControls({ ...shown, page: 0, more: false }, false)
  return {
    text: shorten(escapeMrkdwn(text), LIMITS.message.text),
    blocks: [...more(title, others).slice(1), ...controls],
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

function note({ text, links }: Note): RichTextBlock {
  const linked = links.flatMap(({ text, url }, nth) => [words(nth === 0 ? ' ' : ', '), link(url, text)])
  return richText([words(text, { italic: true }), ...linked])
}

function more(title: string, found: readonly Found[]): KnownBlock[] {
  if (found.length === 0) return []
  return [{ type: 'divider' }, richText([words(title, { bold: true })]), ...found.map(shortened)]
}

/** A passage in few lines, on one block: what it says, where it stands, and its link. */
function shortened(found: Found): KnownBlock {
  const { answer, passage } = found
  return {
    type: 'rich_text',
    elements: [
      shortQuote(passage),
      ...richText([
        words(`${shorten(answer.heading, LIMITS.header.text)}: ${shortCitation(answer)} · `),
        link(answer.source, WORDS.source),
      ]).elements,
      ...marks(found).flatMap((mark) => note(mark).elements),
    ],
  }
}

function youAsked(question: string): KnownBlock[] {
  const asked = shorten(question.trim(), MAX_QUESTION_CHARS)
  return asked === '' ? [] : [richText([words(`${WORDS.youAsked} ${asked}`, { italic: true })])]
}

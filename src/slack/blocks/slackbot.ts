import type { KnownBlock } from '@slack/types'
import { type AskedBefore, type EarlierQuestion, earlierQuestions } from '../../answering/asked-before.ts'
import type { FullAnswer } from '../../answering/one-answer.ts'
import type { Reply } from '../../answering/reply.ts'
import type { WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { answerKey, questionPage } from '../../record/identity.ts'
import type { Found } from '../../search/found.ts'
import { askedBeforeLines } from '../../wording/asked-before-text.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './controls.ts'
import { italicLines } from './first-passage.ts'
import { fullAnswerMessage } from './full-answer.ts'
import { noteBlocks } from './notes.ts'
import { citedQuote } from './other-passages.ts'
import { replyBlocks } from './reply.ts'
import { drawMost } from './room.ts'
import { inLine, link, richText, shorten, span } from './text.ts'

/*
 * Blocks for Slackbot, which calls the MCP server and shows what a tool returns as `_meta.slack.blocks`
 * (docs.slack.dev/ai/slackbot-mcp-client). One block that it can't show and it shows none.
 */

/** The kinds of block that both Slackbot and this app have, but for `actions`: the app's buttons don't work there. */
const SHOWN: readonly string[] = ['rich_text', 'section', 'header', 'context', 'table'] satisfies KnownBlock['type'][]
const MAX_QUESTION_CHARS = 600
/** There are no pages there, and a reply is short. */
const MAX_OTHERS = 2

/**
 * A reply: the first passage, and as many others in short as fit; none where not even the first fits. `getAnswer` is the
 * name of the tool that opens an answer in full.
 */
export function slackbotReply(reply: Reply, today: string, getAnswer: string): KnownBlock[] {
  const others = reply.kind === 'no-answer' ? reply.nearest : reply.others.slice(0, MAX_OTHERS)
  return asManyAsFit(others, (shown) => drawReply(reply, shown, today, getAnswer))
}

function drawReply(reply: Reply, others: Found[], today: string, getAnswer: string): KnownBlock[] {
  if (reply.kind === 'no-answer')
    return replyBlocks({ reply: { ...reply, nearest: others }, page: 0, left: 0 }, 'message', { today }).filter(isShown)
  const page = others.length > 0 ? 1 : 0
  const blocks = replyBlocks({ reply: { ...reply, others }, page, left: 0 }, 'message', { today })
  return [...blocks.filter(isShown), openButton(reply.best.answer, getAnswer)]
}

/** All of an answer, as much as fits into a message. */
export function slackbotFullAnswer(answer: FullAnswer, today: string): KnownBlock[] {
  return fullAnswerMessage(answer, today).blocks.filter(isShown)
}

/** Questions of the record, each with the beginning of its answer, as many as fit; first what was found and compared. */
export function slackbotQuestions(asked: AskedBefore, today: string): KnownBlock[] {
  const [title, ...lines] = askedBeforeLines(asked)
  const near = earlierQuestions(asked)
  return asManyAsFit(near, (shown) => [
    richText([span(title, near.length > 0 ? { bold: true } : undefined)]),
    ...italicLines(lines),
    ...shown.flatMap((one) => drawQuestion(one, today)),
  ])
}

function drawQuestion({ question, found, recent }: EarlierQuestion, today: string): KnownBlock[] {
  const { uin, asker, tabled, text = '' } = question
  return [
    richText([
      link(questionPage(question), WORDS.questionOf(uin, asker && inLine(asker), longDate(tabled))),
      span(` ${shorten(text, MAX_QUESTION_CHARS)}`),
    ]),
    { type: 'rich_text', elements: citedQuote(found) },
    ...(recent ? [richText([span(WORDS.answeredRecently, { italic: true })])] : []),
    ...noteBlocks(found, today),
  ]
}

/** Draws the first of some, as many as a message holds; nothing where it holds not even what is drawn without them. */
function asManyAsFit<T>(all: readonly T[], draw: (shown: T[]) => KnownBlock[]): KnownBlock[] {
  return drawMost(all.length, (count) => draw(all.slice(0, count)))?.blocks ?? []
}

const isShown = ({ type }: KnownBlock) => SHOWN.includes(type)

/** Slackbot calls the tool that the action names, with the value as its arguments. */
function openButton(answer: WrittenAnswer, getAnswer: string): KnownBlock {
  const value = JSON.stringify({ key: answerKey(answer) })
  const label = `${WORDS.fullAnswer}: ${answer.heading}`
  return { type: 'actions', elements: [button(`tool:${getAnswer}`, WORDS.fullAnswer, value, { label })] }
}

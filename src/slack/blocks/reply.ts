import type { KnownBlock } from '@slack/types'
import type { AnswerReply, Found, NoAnswerReply, Reply } from '../../search/reply.ts'
import { citation, shortCitation } from '../../wording/citation.ts'
import { cutPassage } from '../../wording/cut.ts'
import { parliamentSearch } from '../../wording/parliament-search.ts'
import { noAnswerSentence, replyText, shortPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { LIMITS } from '../limits.ts'
import type { Message } from './message.ts'
import { quotation, type Surface } from './passage.ts'
import { showPassageButton } from './show-passage.ts'
import { header, link, richText, shorten, words } from './text.ts'

const MAX_QUESTION_CHARS = 600

/** A reply as a message. */
export function replyMessage(reply: Reply): Message {
  const text = shorten(escapeMrkdwn(replyText(reply, LIMITS.richText.text)), LIMITS.message.text)
  return { text, blocks: replyBlocks(reply, 'message') }
}

/** A reply as blocks for a message, a modal or the App Home. The first lines carry the answer. */
export function replyBlocks(reply: Reply, surface: Surface): KnownBlock[] {
  return reply.kind === 'answer' ? answerBlocks(reply, surface) : noAnswerBlocks(reply)
}

function answerBlocks({ question, best, others }: AnswerReply, surface: Surface): KnownBlock[] {
  const { answer, passage } = best
  const { head, rest } = cutPassage(passage, LIMITS.richText.text)
  return [
    header(answer.heading),
    ...quotation(head, surface),
    ...(rest ? [richText([words(WORDS.cutHere, { italic: true })]), showPassageButton(best)] : []),
    sourceLine(best),
    richText([words(`${WORDS.asked} `, { bold: true }), words(shorten(answer.questions[0].text, MAX_QUESTION_CHARS))]),
    ...more(WORDS.moreFromTheRecord, others),
    ...youAsked(question),
  ]
}

function noAnswerBlocks({ question, reason, nearest }: NoAnswerReply): KnownBlock[] {
  const elsewhere = link(parliamentSearch(question), WORDS.searchParliament)
  return [
    richText([words(noAnswerSentence(reason))], ...(reason === 'no-words' ? [[words(WORDS.howToAsk)]] : [])),
    ...more(WORDS.nearest, nearest),
    ...(reason === 'no-words' ? [] : [richText([elsewhere])]),
    ...youAsked(question),
  ]
}

/** Who, for which department, when, UIN, House, and the link to the record. */
export function sourceLine({ answer }: Pick<Found, 'answer'>): KnownBlock {
  return richText([words(`${citation(answer)} · `), link(answer.source, WORDS.source)])
}

function more(title: string, found: readonly Found[]): KnownBlock[] {
  if (found.length === 0) return []
  return [{ type: 'divider' }, richText([words(title, { bold: true })]), ...found.map(shortened)]
}

/** A passage in few lines, on one block: what it says, where it stands, and its link. */
function shortened({ answer, passage }: Found): KnownBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_quote', elements: [{ type: 'text', text: shortPassage(passage) }] },
      ...richText([
        words(`${shorten(answer.heading, LIMITS.header.text)}: ${shortCitation(answer)} · `),
        link(answer.source, WORDS.source),
      ]).elements,
    ],
  }
}

function youAsked(question: string): KnownBlock[] {
  const asked = shorten(question.trim(), MAX_QUESTION_CHARS)
  return asked === '' ? [] : [richText([words(`${WORDS.youAsked} ${asked}`, { italic: true })])]
}

import { passageText } from '../corpus/passage-text.ts'
import type { AnswerReply, Found, NoAnswerReason, NoAnswerReply, Reply } from '../search/reply.ts'
import { citation, shortCitation } from './citation.ts'
import { cutPassage, cutText } from './cut.ts'
import { parliamentSearch } from './parliament-search.ts'
import { WORDS } from './words.ts'

/** How much of a passage that is not the best is shown, in characters. */
const SHORT_PASSAGE_CHARS = 280

/**
 * A reply as plain text: what a terminal prints and what a screen reader reads.
 * `passageChars` bounds the best passage, where there is a bound.
 */
export function replyText(reply: Reply, passageChars = Number.POSITIVE_INFINITY): string {
  return reply.kind === 'answer' ? answerText(reply, passageChars) : noAnswerText(reply)
}

function answerText({ best, others }: AnswerReply, passageChars: number): string {
  const { answer } = best
  const { head, rest } = cutPassage(best.passage, passageChars)
  return paragraphs([
    answer.heading,
    passageText(head),
    rest && WORDS.cutHere,
    `${citation(answer)}\n${WORDS.source}: ${answer.source}`,
    `${WORDS.asked} ${answer.questions[0].text}`,
    others.length > 0 && `${WORDS.moreFromTheRecord}:`,
    ...others.map(shortText),
  ])
}

function noAnswerText({ question, reason, nearest }: NoAnswerReply): string {
  return paragraphs([
    noAnswerSentence(reason),
    reason === 'no-words' && WORDS.howToAsk,
    nearest.length > 0 && WORDS.nearest,
    ...nearest.map(shortText),
    reason !== 'no-words' && `${WORDS.searchParliament}: ${parliamentSearch(question)}`,
  ])
}

/** Why there is no answer, in a sentence. */
export function noAnswerSentence(reason: NoAnswerReason): string {
  switch (reason) {
    case 'no-words':
      return WORDS.noWords
    case 'unknown-uin':
      return WORDS.unknownUin
    case 'nothing-close':
      return WORDS.nothingClose
  }
}

/** A passage in few lines: what it says, where it stands, and its link. */
export function shortText({ answer, passage }: Found): string {
  return `${shortPassage(passage)}\n${answer.heading}: ${shortCitation(answer)}\n${WORDS.source}: ${answer.source}`
}

/** The first sentences of a passage, with a mark where more follows. */
export function shortPassage(passage: Found['passage']): string {
  const { head, rest } = cutText(passageText(passage), SHORT_PASSAGE_CHARS)
  return rest === undefined ? head : `${head} […]`
}

function paragraphs(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n')
}

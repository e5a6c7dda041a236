import type { AnswerReply, NoAnswerReason, NoAnswerReply, Reply } from '../answering/reply.ts'
import { todayInEngland } from '../record/dates.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import { citation, shortCitation } from './citation.ts'
import { cutPassage, cutText } from './cut.ts'
import { parliamentSearch } from './parliament-search.ts'
import { marks, noteText, passageNotes, questionNotes } from './reply-notes.ts'
import { WORDS } from './words.ts'

/** How much of a passage that is not the best is shown, in characters. */
const SHORT_PASSAGE_CHARS = 280

/**
 * A reply as plain text: what a terminal prints and what a screen reader reads.
 * `passageChars` bounds the best passage, where there is a bound; `today` is the day that ages are counted to.
 */
export function replyText(
  reply: Reply,
  passageChars = Number.POSITIVE_INFINITY,
  today: string = todayInEngland(Date.now()),
): string {
  return reply.kind === 'answer' ? answerText(reply, passageChars, today) : noAnswerText(reply)
}

function answerText(reply: AnswerReply, passageChars: number, today: string): string {
  const { best, others } = reply
  const { answer } = best
  const { head, rest } = cutPassage(best.passage, passageChars)
  return paragraphs([
    questionNotes(reply).join('\n'),
    answer.heading,
    passageText(head),
    rest && WORDS.cutHere,
    `${citation(answer)}\n${WORDS.source}: ${answer.source}`,
    passageNotes(best, today).map(noteText).join('\n'),
    `${WORDS.asked} ${answer.questions[0].text}`,
    others.length > 0 && `${WORDS.moreFromTheRecord}:`,
    ...others.map(shortText),
  ])
}

function noAnswerText(reply: NoAnswerReply): string {
  const { question, reason, nearest } = reply
  return paragraphs([
    noAnswerSentence(reason),
    questionNotes(reply).join('\n'),
    reason === 'no-words' && WORDS.howToAsk,
    nearest.length > 0 && WORDS.nearest,
    ...nearest.map(shortText),
    hasWords(reply) && `${WORDS.searchParliament}: ${parliamentSearch(question)}`,
  ])
}

/** Whether there is anything in the question that can be looked for. */
export function hasWords({ reason }: NoAnswerReply): boolean {
  return reason !== 'no-words' && reason !== 'only-filters'
}

/** Why there is no answer, in a sentence. */
export function noAnswerSentence(reason: NoAnswerReason): string {
  switch (reason) {
    case 'only-filters':
      return WORDS.onlyFilters
    case 'no-words':
      return WORDS.noWords
    case 'unknown-uin':
      return WORDS.unknownUin
    case 'nothing-close':
      return WORDS.nothingClose
    case 'wrong-filter':
      return WORDS.wrongFilter
  }
}

/** A passage in few lines: what it says, where it stands, its marks, and its link. */
export function shortText(found: Found): string {
  const { answer, passage } = found
  return [
    shortPassage(passage),
    `${answer.heading}: ${shortCitation(answer)}`,
    ...marks(found).map(noteText),
    `${WORDS.source}: ${answer.source}`,
  ].join('\n')
}

/** The first sentences of a passage, with a mark where more follows. */
export function shortPassage(passage: Found['passage']): string {
  const { head, rest } = cutText(passageText(passage), SHORT_PASSAGE_CHARS)
  return rest === undefined ? head : `${head} […]`
}

function paragraphs(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n')
}

import type { AnswerReply, NoAnswerReason, NoAnswerReply, Reply } from '../answering/reply.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import { citation, shortCitation } from './citation.ts'
import { cutPassage, cutText } from './cut.ts'
import { parliamentSearch } from './parliament-search.ts'
import { marks, noteText, passageNotes, questionNotes } from './reply-notes.ts'
import { WORDS } from './words.ts'

/** How many characters of a passage other than the best are shown. */
const SHORT_PASSAGE_CHARS = 280

/**
 * A reply as plain text: what a terminal prints and what a screen reader reads. `today` (`yyyy-mm-dd`) is the day to
 * which ages are counted; the best passage is cut after `passageChars` characters.
 */
export function replyText(reply: Reply, today: string, passageChars = Number.POSITIVE_INFINITY): string {
  return reply.kind === 'answer' ? answerText(reply, today, passageChars) : noAnswerText(reply)
}

function answerText(reply: AnswerReply, today: string, passageChars: number): string {
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

/** Whether the question has words to search for. */
export function hasWords({ reason }: NoAnswerReply): boolean {
  return reason !== 'no-words' && reason !== 'only-filters'
}

/** The sentence that says why there is no answer. */
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

/** A passage in a few lines: its first sentences, heading, citation, notes and link. */
export function shortText(found: Found): string {
  const { answer, passage } = found
  return [
    shortPassage(passage),
    `${answer.heading}: ${shortCitation(answer)}`,
    ...marks(found).map(noteText),
    `${WORDS.source}: ${answer.source}`,
  ].join('\n')
}

/** The first sentences of a passage, with […] where more follows. */
export function shortPassage(passage: Found['passage']): string {
  const { head, rest } = cutText(passageText(passage), SHORT_PASSAGE_CHARS)
  return rest === undefined ? head : `${head} […]`
}

function paragraphs(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n')
}

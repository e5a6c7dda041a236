import type { AnswerReply, NoAnswerReason, NoAnswerReply, Reply } from '../answering/reply.ts'
import { shortfallOf } from '../answering/shortfall.ts'
import type { Passage } from '../record/answer.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import type { WrongFilter } from '../search/question/filter.ts'
import { citation, shortCitation } from './citation.ts'
import { lookedThroughLine } from './coverage.ts'
import { cutPassage, cutText } from './cut.ts'
import { parliamentSearch } from './parliament-search.ts'
import { marks, missingNotes, missingWithoutAnswer, noteText, passageNotes, questionNotes } from './reply-notes.ts'
import { WORDS } from './words.ts'

/** How many characters of a passage other than the best are shown. */
const SHORT_PASSAGE_CHARS = 280

/** How many characters of the closest passage are shown, where none answers. */
const CLOSEST_CHARS = 300

/** The first passage of a reply as it is shown. */
export interface ShownPassage {
  passage: Passage
  /** The sentence that says that it is cut, and where the rest is; undefined where it is whole. */
  cut: string | undefined
}

/** The first passage cut for Slack: the closest after a few sentences, an answer after `most` characters. */
export function passageInSlack({ kind, best }: AnswerReply, most: number): ShownPassage {
  return kind === 'closest'
    ? shownPassage(best.passage, CLOSEST_CHARS, WORDS.cutShort)
    : shownPassage(best.passage, most, WORDS.cutHere)
}

/** The same for a terminal, where an answer is whole. */
function passageInTerminal({ kind, best: { passage } }: AnswerReply): ShownPassage {
  return kind === 'closest' ? shownPassage(passage, CLOSEST_CHARS, WORDS.cutInTerminal) : { passage, cut: undefined }
}

function shownPassage(passage: Passage, chars: number, cut: string): ShownPassage {
  const { head, rest } = cutPassage(passage, chars)
  return { passage: head, cut: rest && cut }
}

/** A reply as a terminal prints it, without its other passages. `today` (`yyyy-mm-dd`) is the day to which ages are counted. */
export function replyText(reply: Reply, today: string): string {
  if (reply.kind === 'no-answer') return noAnswerText(reply)
  return paragraphs([questionNotes(reply).join('\n'), ...firstPassageText(reply, today, passageInTerminal(reply))])
}

/** The first passage of a reply with its source, what it doesn't mention and its notes, as paragraphs of plain text. */
export function firstPassageText(reply: AnswerReply, today: string, { passage, cut }: ShownPassage): string[] {
  const { answer } = reply.best
  return [
    reply.kind === 'closest' ? WORDS.closest : '',
    answer.heading,
    passageText(passage),
    cut ?? '',
    `${citation(answer)}\n${WORDS.source}: ${answer.source}`,
    missingNotes(shortfallOf(reply)).join('\n'),
    passageNotes(reply.best, today).map(noteText).join('\n'),
  ].filter((part) => part !== '')
}

/** The title above the other passages. */
export function othersTitle({ kind }: Pick<Reply, 'kind'>): string {
  return kind === 'closest' ? WORDS.alsoClose : WORDS.moreFromTheRecord
}

/** A reply without an answer as plain text. */
export function noAnswerText(reply: NoAnswerReply): string {
  const { question, nearest } = reply
  return paragraphs([
    noAnswerLines(reply).join('\n'),
    questionNotes(reply).join('\n'),
    nearest.length > 0 && WORDS.nearest,
    ...nearest.map(shortText),
    hasWords(reply) && `${WORDS.searchParliament}: ${parliamentSearch(question)}`,
  ])
}

/** Whether the question has words to search for. */
export function hasWords({ reason }: NoAnswerReply): boolean {
  return reason !== 'no-words' && reason !== 'only-filters'
}

/** What is wrong with each filter. */
export function wrongFilterLines(wrong: readonly WrongFilter[]): string[] {
  return wrong.map(({ typed, reason }) => `${typed}: ${WORDS.filterProblem[reason]}.`)
}

/** Why there is no answer, what is wrong with filters, what was searched, and which words no answer mentions: a line each. */
export function noAnswerLines(reply: NoAnswerReply): string[] {
  const { reason, covered, wrongFilters = [] } = reply
  return [
    noAnswerSentence(reason),
    ...wrongFilterLines(wrongFilters),
    ...(covered ? [lookedThroughLine(covered)] : []),
    ...(reason === 'no-words' ? [WORDS.howToAsk] : []),
    ...missingWithoutAnswer(reply),
  ]
}

function noAnswerSentence(reason: NoAnswerReason): string {
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

/** The first sentences of a passage, `chars` characters at most, with […] where more follows. */
export function shortPassage(passage: Found['passage'], chars: number = SHORT_PASSAGE_CHARS): string {
  const { head, rest } = cutText(passageText(passage), chars)
  return rest === undefined ? head : `${head} […]`
}

function paragraphs(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n')
}

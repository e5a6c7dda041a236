import type { Said } from '../answering/conversation.ts'
import type { FullAnswer } from '../answering/one-answer.ts'
import type { Reply } from '../answering/reply.ts'
import { PAGE_SIZE, type ReplyPage } from '../answering/reply-page.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { questionPage } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import { citation } from './citation.ts'
import { noteText, passageNotes } from './reply-notes.ts'
import { othersTitle, replyText, shortPassage, shortText } from './reply-text.ts'
import { WORDS } from './words.ts'

/** What there is to say in a conversation, as a terminal prints it. Ages are counted to `today`. */
export function saidText(said: Said, today: string): string {
  switch (said.kind) {
    case 'small-talk':
      return WORDS.smallTalk[said.about]
    case 'reply':
      return replyText(said.shown.reply, today)
    case 'more':
      return [pageTitle(said.shown), ...othersOf(said.shown.reply).map(shortText)].join('\n\n')
    case 'nothing-more':
      return WORDS.nothingMore
    case 'who':
      return whoSaidItText(said.found, today)
    case 'who-asked':
      return whoAskedText(said.found)
    case 'full':
      return fullAnswerText(said.answer, today)
    case 'nothing-newer':
      return nothingNewerText(said.found)
    case 'gone':
      return WORDS.gone
  }
}

/** What can be asked for after a reply in a terminal; '' where nothing was found. */
export function furtherText(said: Said): string {
  if (said.kind !== 'reply' || said.shown.reply.kind === 'no-answer') return ''
  return WORDS.further(said.shown.left > 0)
}

/** The title above a page of other passages, which counts them. */
export function pageTitle({ reply, page }: ReplyPage): string {
  const first = (page - 1) * PAGE_SIZE + 1
  return WORDS.resultsFrom(othersTitle(reply), first, first + othersOf(reply).length - 1)
}

const othersOf = (reply: Reply) => (reply.kind === 'no-answer' ? [] : reply.others)

/** Who said what was quoted last, with its first sentences, so that it is clear which quote is meant. */
export function whoSaidItText(found: Found, today: string): string {
  const { answer, passage } = found
  const notes = passageNotes(found, today).map(noteText)
  const source = `${WORDS.source}: ${answer.source}`
  return [shortPassage(passage), WORDS.saidThat, citation(answer), source, ...notes].join('\n')
}

/** A question of an answer: who asked it, and which it is. */
interface Asked {
  asker: string
  question: string
  /** Its page at Parliament. */
  url: string
}

/** Who asked the questions that an answer answers, the first of them first. */
export function askersOf({ questions, house }: WrittenAnswer): Asked[] {
  return questions.map((question) => ({
    asker: question.asker ?? WORDS.askerUnknown,
    question: WORDS.questionIn(question.uin, house, longDate(question.tabled)),
    url: questionPage(question),
  }))
}

/** Who asked the question to the answer that was quoted last. */
export function whoAskedText({ answer, passage }: Found): string {
  const lines = askersOf(answer).map(({ asker, question, url }) => `${asker} · ${question} · ${url}`)
  return [shortPassage(passage), WORDS.askedBy, ...lines].join('\n')
}

/** All of an answer, with its questions and its source. */
export function fullAnswerText({ found }: FullAnswer, today: string): string {
  const { answer } = found
  const { corrected, original } = answer
  return [
    answer.heading,
    ...answer.questions.map(
      ({ uin, asker, tabled, text = '' }) => `${WORDS.questionOf(uin, asker, longDate(tabled))} ${text}`,
    ),
    `${WORDS.theAnswer}:`,
    ...answer.passages.map(passageText),
    ...(corrected !== undefined && original !== undefined
      ? [WORDS.correctedOn(longDate(corrected)), ...original.map(passageText)]
      : []),
    `${citation(answer)}\n${WORDS.source}: ${answer.source}`,
    ...passageNotes(found, today).map(noteText),
  ].join('\n\n')
}

export function nothingNewerText({ answer }: Found): string {
  return WORDS.nothingNewer(longDate(answer.answered))
}

import type { Said } from '../answering/conversation.ts'
import type { FullAnswer } from '../answering/one-answer.ts'
import type { Reply } from '../answering/reply.ts'
import { PAGE_SIZE, type ReplyPage } from '../answering/reply-page.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { questionPage } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import { askedBeforeText } from './asked-before-text.ts'
import { citation, shortCitation } from './citation.ts'
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
    case 'asked-before':
      return askedBeforeText(said.asked)
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

/** All of an answer: its source and notes, its questions, its passages, corrections, attachments and references. */
export function fullAnswerText({ found, refersTo, referredToBy }: FullAnswer, today: string): string {
  const { answer } = found
  const { corrected, original, attachments } = answer
  const listed = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [[title, ...lines].join('\n')])
  return [
    answer.heading,
    ...answer.questions.map((question) => {
      const { uin, asker, tabled, text = '' } = question
      const page = questionPage(question)
      const asked = `${WORDS.questionOf(uin, asker, longDate(tabled))} ${text}`.trim()
      return page === answer.source ? asked : `${asked}\n${page}`
    }),
    `${WORDS.theAnswer}:`,
    ...answer.passages.map(passageText),
    ...(corrected !== undefined && original !== undefined
      ? [WORDS.correctedOn(longDate(corrected)), ...original.map(passageText)]
      : []),
    ...listed(
      WORDS.attachments,
      attachments.map(({ title, url }) => `${title}: ${url}`),
    ),
    ...listed(WORDS.refersTo, refersTo.map(referenceText)),
    ...listed(WORDS.referredToBy, referredToBy.map(referenceText)),
    `${citation(answer)}\n${WORDS.source}: ${answer.source}`,
    ...passageNotes(withoutReferences(found), today).map(noteText),
  ].join('\n\n')
}

/** Another answer in a line; a UIN stands for one that the corpus doesn't have. */
function referenceText(other: WrittenAnswer | string): string {
  return typeof other === 'string'
    ? WORDS.notHeld(other)
    : `${other.heading} · ${shortCitation(other)} · ${other.source}`
}

/** The same without what its answer refers to, for notes beside a list of that. */
export function withoutReferences({ refersTo: _, ...found }: Found): Found {
  return { ...found, answer: { ...found.answer, references: [] } }
}

export function nothingNewerText({ answer }: Found): string {
  return WORDS.nothingNewer(longDate(answer.answered))
}

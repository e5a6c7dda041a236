import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types'
import { wholeName } from '../../answering/passage-name.ts'
import type { Passage, WrittenAnswer } from '../../record/answer.ts'
import { longDate, todayInEngland } from '../../record/dates.ts'
import { answerKey, questionPage } from '../../record/identity.ts'
import type { Corpus } from '../../search/corpus.ts'
import type { Found } from '../../search/found.ts'
import { shortCitation } from '../../wording/citation.ts'
import { cutPassage, inParts } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './button.ts'
import { COPY } from './copy-modal.ts'
import { fittingView } from './fitting-view.ts'
import { noteBlocks } from './notes.ts'
import { quotation } from './passage.ts'
import { sourceLine } from './source-line.ts'
import { header, inLine, link, plainText, richText, shorten, words } from './text.ts'

export const FULL_ANSWER = 'full_answer'
export const NEWER_ANSWER = 'newer_answer'
/** Full answers to others of a list: buttons of one block need ids of their own. */
export const FULL_ANSWER_OF = /^full_answer_of_\d+$/

const MAX_REFERENCES = 10
const MAX_QUESTIONS = 20
const MAX_ATTACHMENTS = 20

/**
 * All of the answer of a passage: its questions, what was said, corrections, attachments, what it refers to and what
 * refers to it, with the same notes above as where it was found.
 */
export function fullAnswerModal(found: Found, corpus: Corpus, today: string = todayInEngland(Date.now())): ModalView {
  const { answer } = found
  const blocks = [
    ...questions(answer),
    title(WORDS.theAnswer),
    ...quoted(answer.passages),
    ...correction(answer),
    ...attachments(answer),
    ...references(answer, corpus),
  ]
  return {
    type: 'modal',
    title: plainText(WORDS.fullAnswer, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: fittingView(
      [header(answer.heading), sourceLine(found), ...notes(found, today)],
      blocks,
      [richText([words(WORDS.shortenedView, { italic: true })])],
      [{ type: 'actions', elements: [button(COPY, WORDS.copyWhole, wholeName(found))] }],
    ),
  }
}

/** What it refers to has a list of its own here. */
function notes({ refersTo: _, ...found }: Found, today: string): KnownBlock[] {
  return noteBlocks({ ...found, answer: { ...found.answer, references: [] } }, today)
}

const title = (text: string) => richText([words(text, { bold: true })])

function questions(answer: WrittenAnswer): KnownBlock[] {
  const others = answer.questions.slice(MAX_QUESTIONS).map(({ uin }) => uin)
  return [
    ...answer.questions
      .slice(0, MAX_QUESTIONS)
      .map((question) =>
        richText([
          link(
            questionPage(question),
            WORDS.questionOf(question.uin, question.asker && inLine(question.asker), longDate(question.tabled)),
          ),
          ...(question.text ? [words(` ${shorten(question.text, LIMITS.richText.text - 500)}`)] : []),
        ]),
      ),
    ...(others.length > 0 ? [richText([words(WORDS.otherQuestions(others))])] : []),
  ]
}

function quoted(passages: readonly Passage[]): KnownBlock[] {
  return passages
    .flatMap((passage) => inParts(passage, LIMITS.richText.text, cutPassage))
    .flatMap((part) => quotation(part, 'view'))
}

function correction({ corrected, original }: WrittenAnswer): KnownBlock[] {
  if (corrected === undefined || original === undefined) return []
  return [title(WORDS.correctedOn(longDate(corrected))), ...quoted(original)]
}

function attachments({ attachments }: WrittenAnswer): KnownBlock[] {
  if (attachments.length === 0) return []
  const shown = attachments.slice(0, MAX_ATTACHMENTS).filter(({ url }) => url.length <= LIMITS.linkUrl)
  const lines = shown.map((one) => richText([link(one.url, inLine(one.title))]))
  return [title(WORDS.attachments), ...lines]
}

function references(answer: WrittenAnswer, corpus: Corpus): KnownBlock[] {
  const pointed = answer.references.map((reference) => corpus.referred(reference, answer) ?? reference.uin)
  const pointing = corpus.referringTo(answer)
  return [...list(WORDS.refersTo, pointed, 0), ...list(WORDS.referredToBy, pointing, MAX_REFERENCES)]
}

/** Answers by heading and citation, each with a button; those that are not here by their UIN alone. */
function list(text: string, all: readonly (WrittenAnswer | string)[], firstId: number): KnownBlock[] {
  if (all.length === 0) return []
  const others = all.slice(0, MAX_REFERENCES)
  const left = all.length - others.length
  const lines = others.map((other) =>
    typeof other === 'string'
      ? [words(WORDS.notHeld(other))]
      : [link(other.source, inLine(other.heading)), words(` · ${inLine(shortCitation(other))}`)],
  )
  const buttons = others.flatMap((other, index) =>
    typeof other === 'string' ? [] : [fullAnswerOf(other, firstId + index)],
  )
  const actions: ActionsBlock[] = buttons.length > 0 ? [{ type: 'actions', elements: buttons }] : []
  const andMore = left > 0 ? [richText([words(WORDS.andMore(left))])] : []
  return [title(text), ...lines.map((line) => richText(line)), ...andMore, ...actions]
}

/** The button of an answer in a list, the `n`th of its view. */
function fullAnswerOf(answer: WrittenAnswer, n: number) {
  const text = WORDS.fullAnswerOf(answer.questions[0].uin, longDate(answer.answered))
  return button(`full_answer_of_${n}`, text, `${answerKey(answer)}#0`)
}

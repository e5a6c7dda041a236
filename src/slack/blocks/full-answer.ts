import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types'
import type { FullAnswer } from '../../answering/one-answer.ts'
import { passageName, wholeName } from '../../answering/passage-name.ts'
import type { Passage, WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { questionPage } from '../../record/identity.ts'
import { shortCitation } from '../../wording/citation.ts'
import { cutPassage, inParts } from '../../wording/cut.ts'
import { fullAnswerText, withoutReferences } from '../../wording/said-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { addOfAnswer } from './add-to-briefing.ts'
import { button } from './controls.ts'
import { COPY } from './copy-modal.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { quotation } from './quotation.ts'
import { header, inLine, link, type Message, messageText, plainText, richText, shorten, span } from './text.ts'

export const FULL_ANSWER = 'full_answer'
export const NEWER_ANSWER = 'newer_answer'
/** Buttons of a list's answers; ids must differ within a block. */
export const FULL_ANSWER_OF = /^full_answer_of_\d+$/

const MAX_REFERENCES = 10
const MAX_QUESTIONS = 20
const MAX_ATTACHMENTS = 20
/** Room for what a view has besides its blocks, generously. */
const FRAME_BYTES = 10_000

/** All of an answer: its questions, its passages, corrections, attachments and references. Ages are counted to `today`. */
export function fullAnswerModal(answer: FullAnswer, today: string): ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS.fullAnswer, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: fullAnswerBlocks(
      answer,
      today,
      { ...LIMITS.view, bytes: LIMITS.view.bytes - FRAME_BYTES },
      {
        always: [addOfAnswer(answer.found)],
      },
    ),
  }
}

/** The same as a message, where less fits: if it was cut, a button opens the modal. */
export function fullAnswerMessage(answer: FullAnswer, today: string): Message {
  const open = button(FULL_ANSWER, WORDS.fullAnswer, passageName(answer.found))
  return {
    text: messageText(fullAnswerText(answer, today)),
    blocks: fullAnswerBlocks(
      answer,
      today,
      { blocks: LIMITS.message.blocks, bytes: LIMITS.message.blockChars },
      { ifCut: [open] },
    ),
  }
}

/** What stands beside the button that copies the answer. */
interface Beside {
  always?: ActionsBlock['elements']
  /** Only if not all of the answer fits. */
  ifCut?: ActionsBlock['elements']
}

function fullAnswerBlocks(
  { found, refersTo, referredToBy }: FullAnswer,
  today: string,
  most: Size,
  { always = [], ifCut = [] }: Beside,
): KnownBlock[] {
  const { answer } = found
  const body = [
    ...questions(answer),
    title(WORDS.theAnswer),
    ...quoted(answer.passages),
    ...correction(answer),
    ...attachments(answer),
    ...list(WORDS.refersTo, refersTo, 0),
    ...list(WORDS.referredToBy, referredToBy, MAX_REFERENCES),
  ]
  const head = [header(answer.heading), sourceLine(found), ...noteBlocks(withoutReferences(found), today)]
  const copy = button(COPY, WORDS.copyWhole, wholeName(found))
  const foot = (buttons: ActionsBlock['elements']): KnownBlock => ({
    type: 'actions',
    elements: [...buttons, copy, ...always],
  })
  const whole = [...head, ...body, foot([])]
  if (whole.length <= most.blocks && bytesOf(whole) <= most.bytes) return whole
  const cut = richText([span(WORDS.shortenedView, { italic: true })])
  return [...fitting([...head, ...body], [cut, foot(ifCut)], most), cut, foot(ifCut)]
}

/** How much a surface takes. */
interface Size {
  blocks: number
  bytes: number
}

/** As many blocks as fit beside others. */
function fitting(blocks: readonly KnownBlock[], beside: readonly KnownBlock[], most: Size): KnownBlock[] {
  let bytes = bytesOf(beside)
  const over = blocks.findIndex((block, index) => {
    bytes += bytesOf(block)
    return bytes > most.bytes || index >= most.blocks - beside.length
  })
  return blocks.slice(0, over < 0 ? blocks.length : over)
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) + 1

const title = (text: string) => richText([span(text, { bold: true })])

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
          ...(question.text ? [span(` ${shorten(question.text, LIMITS.richText.text - 500)}`)] : []),
        ]),
      ),
    ...(others.length > 0 ? [richText([span(WORDS.otherQuestions(others))])] : []),
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

/** Answers by heading and citation, each with a button; a UIN stands for one that the corpus doesn't have. */
function list(text: string, all: readonly (WrittenAnswer | string)[], firstId: number): KnownBlock[] {
  if (all.length === 0) return []
  const others = all.slice(0, MAX_REFERENCES)
  const left = all.length - others.length
  const lines = others.map((other) =>
    typeof other === 'string'
      ? [span(WORDS.notHeld(other))]
      : [link(other.source, inLine(other.heading)), span(` · ${inLine(shortCitation(other))}`)],
  )
  const buttons = others.flatMap((other, index) =>
    typeof other === 'string' ? [] : [fullAnswerOf(other, firstId + index)],
  )
  const actions: ActionsBlock[] = buttons.length > 0 ? [{ type: 'actions', elements: buttons }] : []
  const andMore = left > 0 ? [richText([span(WORDS.andMore(left))])] : []
  return [title(text), ...lines.map((line) => richText(line)), ...andMore, ...actions]
}

/** The button of an answer in a list; `n` tells it from the other buttons of the view. */
function fullAnswerOf(answer: WrittenAnswer, n: number) {
  const text = WORDS.fullAnswerOf(answer.questions[0].uin, longDate(answer.answered))
  return button(`full_answer_of_${n}`, text, passageName({ answer, index: 0 }))
}

import type { KnownBlock } from '@slack/types'
import { describe, expect, test } from 'vitest'
import type { ListChoice } from '../../../src/answering/browse.ts'
import type { FullAnswer } from '../../../src/answering/one-answer.ts'
import type { AnswerReply, NoAnswerReason } from '../../../src/answering/reply.ts'
import type { Passage, WrittenAnswer } from '../../../src/record/answer.ts'
import { helpMessage, statusMessage } from '../../../src/slack/blocks/about.ts'
import { answerListMessage } from '../../../src/slack/blocks/answer-list.ts'
import { copyModal } from '../../../src/slack/blocks/copy-modal.ts'
import { thanked, thanksFor } from '../../../src/slack/blocks/feedback-buttons.ts'
import { fullAnswerModal } from '../../../src/slack/blocks/full-answer.ts'
import { type Home, homeView } from '../../../src/slack/blocks/home.ts'
import { replyModal, waitingModal } from '../../../src/slack/blocks/modals.ts'
import { quotation } from '../../../src/slack/blocks/quotation.ts'
import { moreMessage, replyMessage } from '../../../src/slack/blocks/reply.ts'
import { searchModal } from '../../../src/slack/blocks/search-modal.ts'
import { sharedMessage, shareModal } from '../../../src/slack/blocks/share-modal.ts'
import { answerUnfurl, whoSaidIt } from '../../../src/slack/blocks/short-answer.ts'
import { noticeMessage } from '../../../src/slack/blocks/text.ts'
import { WORDS } from '../../../src/wording/words.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { question } from '../../questions.ts'
import { messageOutline, outline, viewOutline } from '../outline.ts'
import { ramps } from '../ramps.ts'

const found = (index: number) => ({ answer: ramps, index, passage: ramps.passages[index] as Passage })
const earlier = answer({ uin: '5', answered: '2023-12-04', heading: 'Schools: Lifts' })
const later = answer({ uin: '9', answered: '2024-03-01', references: [{ kind: 'pursuant', uin: '7' }] })
const answering = answeringFrom([ramps, earlier, later])
const reply = { kind: 'answer', question: question('how many ramps?'), best: found(0), others: [found(1)] } as const
/** A reply as it comes first, without its other passages, and the page after it. */
const first = { reply: { ...reply, others: [] }, page: 0, left: 5 }
const second = { reply: { ...reply, others: [...reply.others] }, page: 1, left: 4 }
const meaning = { kind: 'on', passages: 5000, missing: 0 } as const
const nothing = {
  kind: 'no-answer',
  question: question('ramps & lifts'),
  reason: 'nothing-close',
  nearest: [found(0)],
} as const

const today = '2026-02-01'
const target = {
  channel: 'C1',
  message: '1.1',
  responseUrl: 'https://hooks.example',
  passage: '2024-01-08/7#0',
  question: 'x',
}
const all = { today, share: true, feedback: true }
const look = (message: { blocks: readonly unknown[] }) => outline(message.blocks)
/** The part of a text from one string to another, so that snapshots don't repeat each other. */
const part = (text: string, from: string, to?: string) => {
  const rest = text.slice(text.indexOf(from))
  return to === undefined ? rest : rest.slice(0, rest.indexOf(to) + to.length)
}

describe('messages look like this', () => {
  const everything = {
    ...found(0),
    newer: { answer: later, index: 0, passage: later.passages[0] as Passage },
    alsoGiven: [{ answer: earlier, index: 0, passage: earlier.passages[0] as Passage }],
    answer: { ...ramps, holding: true as const, references: [{ kind: 'referral' as const, uin: '5' }] },
    refersTo: [earlier],
  }
  const understood: Pick<AnswerReply, 'filters' | 'repaired'> = {
    filters: [
      { name: 'since' as const, value: '2023-06-30' },
      { name: 'house' as const, value: 'Commons' },
    ],
    repaired: [{ typed: 'rampz', read: 'ramps' }],
  }
  const noAnswer = (reason: NoAnswerReason, more: object = {}) =>
    look(replyMessage({ reply: { ...nothing, nearest: [], reason, ...more }, page: 0, left: 0 }, all))
  const shared = (line: string) =>
    sharedMessage(
      first.reply,
      { target, line, withQuestion: true },
      { id: 'U1', name: 'colleague' },
      { today, feedback: false },
    )

  test.each([
    ['an ephemeral answer, as text and as blocks', messageOutline(replyMessage(first, all))],
    ['its second page, with the other passages', part(look(replyMessage(second, all)), '---')],
    [
      'an answer with every note',
      part(
        look(replyMessage({ ...first, reply: { ...first.reply, ...understood, best: everything } }, { today })),
        '',
        '[Newer answer]',
      ),
    ],
    [
      'no answer, with the nearest',
      look(replyMessage({ reply: { ...nothing, nearest: [found(0)] }, page: 0, left: 0 }, all)),
    ],
    ['no words', noAnswer('no-words')],
    ['a UIN that is not held', noAnswer('unknown-uin')],
    [
      'a wrong filter',
      noAnswer('wrong-filter', { wrongFilters: [{ typed: 'since:soon', name: 'since', reason: 'no-date' }] }),
    ],
    ['more, in a thread', messageOutline(moreMessage(second))],
    ['who said it', messageOutline(whoSaidIt(found(0), today))],
    ['the head of a shared answer', part(messageOutline(shared('For Monday')), '', '\n\n')],
    ['the head of a shared answer, as it is seen', part(look(shared('For Monday')), '', '# Schools: Ramps')],
    ['a list', messageOutline(answerListMessage(WORDS.newestAnswers, [ramps]))],
    ['a list of nothing', look(answerListMessage(WORDS.newestAnswers, []))],
    [
      'the status',
      messageOutline(
        statusMessage(
          {
            holdings: answeringFrom([ramps, earlier]).browse.holdings(),
            meaning,
            lastSync: { lastGood: '2024-02-03T04:05:06Z', lastError: undefined },
          },
          { helpful: 7, unhelpful: 1 },
        ),
      ),
    ],
    ['the status without answers', part(look(statusMessage({ holdings: { count: 0 }, meaning })), '', 'yet.')],
    ['the help', look(helpMessage(WORDS.examples))],
    ['an answer that is gone', look(noticeMessage(WORDS.gone))],
    ['an apology', look(noticeMessage(WORDS.sorry('0123abcd')))],
  ])('%s', (_what, lines) => {
    expect(lines).toMatchSnapshot()
  })

  test('an unfurled link', () => {
    const { fallback, blocks } = answerUnfurl(found(0), today)
    expect(messageOutline({ text: fallback ?? '', blocks: blocks ?? [] })).toMatchSnapshot()
  })
})

describe('views look like this', () => {
  const home = (answers: readonly WrittenAnswer[], choice: ListChoice = {}, more: Partial<Home> = {}, page = 0) => {
    const { browse } = answeringFrom(answers)
    const list = browse.list(choice, page)
    return viewOutline(
      homeView({
        list,
        choice,
        suggestions: [],
        recent: [],
        follows: [],
        holdings: browse.holdings(),
        meaning,
        ...more,
      }),
    )
  }
  const many = Array.from({ length: 21 }, (_, n) => answer({ uin: String(n + 1), heading: `Topic ${n % 2}` }))
  const replied = replyModal(first, { today, feedback: true })
  const thankedFor = (helpful: boolean) =>
    thanked(replied.blocks as KnownBlock[], thanksFor({ helpful, question: { text: 'how many ramps?' } }, 'a').blocks)
  const sentences = answer({ paragraphs: ['A sentence. '.repeat(400).trim()] })
  const filteredHome = home(
    [ramps, earlier],
    { department: ramps.department, year: '2024', topic: ramps.heading },
    {
      recent: [question('how many ramps?')],
      lastSync: { lastGood: '2024-02-03T04:05:06Z', lastError: undefined },
      keepQuestions: true,
    },
  )
  test.each([
    ['the frame of a reply', part(viewOutline(replied), '', '# Schools: Ramps')],
    ['the plain buttons under it', part(viewOutline(replied), '_You asked')],
    ['the thanks that replace them', part(outline(thankedFor(true)), '_You asked')],
    ['the reasons that replace them', part(outline(thankedFor(false)), '_You asked')],
    ['waiting', viewOutline(waitingModal())],
    [
      'a full answer, corrected, with its references',
      viewOutline(fullAnswerModal(answering.fullAnswer('2024-01-08/7#0') as FullAnswer, today)),
    ],
    ['copying', viewOutline(copyModal(found(1), today))],
    [
      'the labels of copying in parts',
      viewOutline(copyModal({ answer: sentences, index: 0, passage: sentences.passages[0] as Passage }, today))
        .match(/^input "[^"]*"/gm)
        ?.join('\n'),
    ],
    ['sharing', viewOutline(shareModal(first.reply, target, 'U1', today))],
    ['the search', viewOutline(searchModal(answeringFrom([ramps]).browse.departments()))],
    ['the App Home, to its help', part(home([ramps, earlier]), '', '**Help**')],
    ['the App Home of somebody who has asked', part(filteredHome, '**Your recent', '---')],
    ['the App Home, filtered', part(filteredHome, '**Newest', '---')],
    ['what it says is held, where questions are kept', part(filteredHome, '**What’s covered', 'Contains')],
    ['its second page of three', part(home(many, {}, {}, 1), '[Newer answers', '---')],
    ['the App Home of nothing', part(home([]), '**Newest', 'yet.')],
  ])('%s', (_what, lines) => {
    expect(lines).toMatchSnapshot()
  })
})

describe('a table looks like this', () => {
  test('in a message, where Slack draws it', () => {
    expect(outline(quotation(found(1).passage, 'message'))).toMatchSnapshot()
  })

  test('in a modal, where Slack has none', () => {
    expect(outline(quotation(found(1).passage, 'view'))).toMatchSnapshot()
  })
})

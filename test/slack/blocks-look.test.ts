import type { KnownBlock } from '@slack/types'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { NoAnswerReason } from '../../src/answering/reply.ts'
import type { Passage } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answerListMessage } from '../../src/slack/blocks/answer-list.ts'
import { copyModal } from '../../src/slack/blocks/copy-modal.ts'
import { statusMessage } from '../../src/slack/blocks/corpus-status.ts'
import { thanked } from '../../src/slack/blocks/feedback.ts'
import { fullAnswerModal } from '../../src/slack/blocks/full-answer.ts'
import { helpMessage } from '../../src/slack/blocks/help.ts'
import { homeView } from '../../src/slack/blocks/home.ts'
import { noticeMessage } from '../../src/slack/blocks/notice.ts'
import { quotation } from '../../src/slack/blocks/passage.ts'
import { moreMessage, replyMessage } from '../../src/slack/blocks/reply.ts'
import { replyModal, waitingModal } from '../../src/slack/blocks/reply-modal.ts'
import { searchModal } from '../../src/slack/blocks/search-modal.ts'
import { sharedMessage, shareModal } from '../../src/slack/blocks/share.ts'
import { answerUnfurl } from '../../src/slack/blocks/unfurl.ts'
import { whoSaidIt } from '../../src/slack/blocks/who-said-it.ts'
import { WORDS } from '../../src/wording/words.ts'
import { answer } from '../answers.ts'
import { messageOutline, outline, viewOutline } from './outline.ts'
import { ramps } from './ramps.ts'

const found = (index: number) => ({ answer: ramps, index, passage: ramps.passages[index] as Passage })
const earlier = answer({ uin: '5', answered: '2023-12-04', heading: 'Schools: Lifts' })
const later = answer({ uin: '9', answered: '2024-03-01', references: [{ kind: 'pursuant', uin: '7' }] })
const corpus = createCorpus([ramps, earlier, later])
const reply = { kind: 'answer', question: 'how many ramps?', best: found(0), others: [found(1)] } as const
const shown = { reply: { ...reply, others: [...reply.others] }, page: 0, more: true }
const nothing = { kind: 'no-answer', question: 'ramps & lifts', reason: 'nothing-close', nearest: [found(0)] } as const

// Replies say how old an answer is.
beforeAll(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-02-01') }))
afterAll(() => vi.useRealTimers())

const all = { share: true, feedback: true }
const look = (message: { blocks: readonly unknown[] }) => outline(message.blocks)
/** What stands from one line on, up to another, so that no snapshot shows again what another shows. */
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
  const understood = {
    filters: [
      { name: 'since' as const, value: '2023-06-30' },
      { name: 'house' as const, value: 'Commons' },
    ],
    repaired: [{ typed: 'rampz', read: 'ramps' }],
  }
  const noAnswer = (reason: NoAnswerReason, more: object = {}) =>
    look(replyMessage({ reply: { ...nothing, nearest: [], reason, ...more }, page: 0, more: false }, all))
  const shared = (line: string) => sharedMessage(replyMessage(shown), { id: 'U1', name: 'colleague' }, line, found(0))

  test.each([
    [
      'an answer that only the asker sees, as it is read out and as it is seen',
      messageOutline(replyMessage(shown, all)),
    ],
    ['the other passages on its second page', part(look(replyMessage({ ...shown, page: 1 }, all)), '---')],
    [
      'the notes of an answer of which there is everything to know',
      part(
        look(replyMessage({ ...shown, reply: { ...shown.reply, ...understood, best: everything } })),
        '',
        '[Newer answer]',
      ),
    ],
    [
      'no answer, with the nearest',
      look(replyMessage({ reply: { ...nothing, nearest: [found(0)] }, page: 0, more: false }, all)),
    ],
    ['no words', noAnswer('no-words')],
    ['a UIN that is not held', noAnswer('unknown-uin')],
    [
      'a wrong filter',
      noAnswer('wrong-filter', { wrongFilters: [{ typed: 'since:soon', name: 'since', reason: 'no-date' }] }),
    ],
    ['more, in a thread', messageOutline(moreMessage({ ...shown, page: 1 }))],
    ['who said it', messageOutline(whoSaidIt(found(0)))],
    ['the head of a shared answer', part(messageOutline(shared('For Monday')), '', '\n\n')],
    ['the head of a shared answer, as it is seen', part(look(shared('For Monday')), '', '# Schools: Ramps')],
    ['a list', messageOutline(answerListMessage(WORDS.newestAnswers, [ramps]))],
    ['a list of nothing', look(answerListMessage(WORDS.newestAnswers, []))],
    [
      'the status',
      messageOutline(
        statusMessage({ answers: [ramps, earlier], lastUpdated: '2024-02-03T04:05:06Z' }, { helpful: 7, unhelpful: 1 }),
      ),
    ],
    ['the status of nothing', part(look(statusMessage({ answers: [] })), '', 'yet.')],
    ['the help', look(helpMessage())],
    ['an answer that is gone', look(noticeMessage(WORDS.gone))],
    ['an apology', look(noticeMessage(WORDS.sorry('0123abcd')))],
  ])('%s', (_what, lines) => {
    expect(lines).toMatchSnapshot()
  })

  test('an unfurled link', () => {
    const { fallback, blocks } = answerUnfurl(found(0))
    expect(messageOutline({ text: fallback ?? '', blocks: blocks ?? [] })).toMatchSnapshot()
  })
})

describe('views look like this', () => {
  const target = {
    channel: 'C1',
    message: '1.1',
    responseUrl: 'https://hooks.example',
    passage: '2024-01-08/7#0',
    question: 'x',
  }
  const home = { answers: [ramps, earlier], filter: { page: 0 }, recent: [] }
  const many = Array.from({ length: 21 }, (_, n) => answer({ uin: String(n + 1), heading: `Topic ${n % 2}` }))
  const replied = replyModal(shown, { feedback: true })
  const sentences = answer({ paragraphs: ['A sentence. '.repeat(400).trim()] })
  const filteredHome = homeView({
    ...home,
    filter: { department: ramps.department, year: '2024', topic: ramps.heading, page: 0 },
    recent: ['how many ramps?'],
    lastUpdated: '2024-02-03T04:05:06Z',
    keepQuestions: true,
  })
  test.each([
    ['the frame of a reply', part(viewOutline(replied), '', '# Schools: Ramps')],
    ['the plain buttons under it', part(viewOutline(replied), '_You asked')],
    ['what takes their place', part(outline(thanked(replied.blocks as KnownBlock[])), '_You asked')],
    ['waiting', viewOutline(waitingModal())],
    ['a full answer, corrected, with its references', viewOutline(fullAnswerModal(found(0), corpus))],
    ['copying', viewOutline(copyModal(found(1)))],
    [
      'the labels of copying in parts',
      viewOutline(copyModal({ answer: sentences, index: 0, passage: sentences.passages[0] as Passage }))
        .match(/^input "[^"]*"/gm)
        ?.join('\n'),
    ],
    ['sharing', viewOutline(shareModal(found(0), target))],
    ['the search', viewOutline(searchModal([ramps]))],
    ['the App Home, to its help', part(viewOutline(homeView(home)), '', '**Help**')],
    ['the App Home of somebody who has asked', part(viewOutline(filteredHome), '**Your last', '---')],
    ['the App Home, filtered', part(viewOutline(filteredHome), '**Newest', '---')],
    ['what it says is held, where questions are kept', part(viewOutline(filteredHome), '**What I hold', 'Contains')],
    [
      'its second page of three',
      part(viewOutline(homeView({ ...home, answers: many, filter: { page: 1 } })), '[Newer answers', '---'),
    ],
    ['the App Home of nothing', part(viewOutline(homeView({ ...home, answers: [] })), '**Newest', 'yet.')],
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

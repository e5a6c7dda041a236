import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Passage } from '../../src/corpus/answer.ts'
import { createCorpus } from '../../src/corpus/corpus.ts'
import { answerListMessage } from '../../src/slack/blocks/answer-list.ts'
import { copyModal } from '../../src/slack/blocks/copy-modal.ts'
import { statusMessage } from '../../src/slack/blocks/corpus-status.ts'
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

describe('messages look like this', () => {
  const all = { share: true, feedback: true }
  const newer = { ...reply.best, newer: { answer: later, index: 0, passage: later.passages[0] as Passage } }
  test.each([
    ['an answer that only the asker sees', replyMessage(shown, all)],
    ['its second page', replyMessage({ ...shown, page: 1 }, all)],
    ['an answer with a newer one', replyMessage({ ...shown, reply: { ...shown.reply, best: newer }, more: false })],
    [
      'no answer, with the nearest',
      replyMessage({ reply: { ...nothing, nearest: [found(0)] }, page: 0, more: false }, all),
    ],
    ['more, in a thread', moreMessage({ ...shown, page: 1 })],
    ['who said it', whoSaidIt(found(0))],
    [
      'a shared answer',
      sharedMessage(replyMessage(shown, { feedback: true }), { id: 'U1', name: 'colleague' }, 'For Monday', found(0)),
    ],
    ['a list', answerListMessage(WORDS.newestAnswers, [ramps])],
    [
      'the status',
      statusMessage({ answers: [ramps, earlier], lastUpdated: '2024-02-03T04:05:06Z' }, { helpful: 7, unhelpful: 1 }),
    ],
    ['the help', helpMessage()],
    ['a notice', noticeMessage(WORDS.gone)],
  ])('%s', (_what, message) => {
    expect(messageOutline(message)).toMatchSnapshot()
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
  test.each([
    ['a reply', replyModal(shown, { feedback: true })],
    ['waiting', waitingModal()],
    ['a full answer, corrected, with its references', fullAnswerModal(found(0), corpus)],
    ['copying', copyModal(found(1))],
    ['sharing', shareModal(found(0), target)],
    ['the search', searchModal([ramps])],
    ['the App Home', homeView(home)],
    [
      'the App Home, filtered, of somebody who has asked, where questions are kept',
      homeView({
        ...home,
        filter: { department: ramps.department, year: '2024', topic: ramps.heading, page: 0 },
        recent: ['how many ramps?'],
        lastUpdated: '2024-02-03T04:05:06Z',
        keepQuestions: true,
      }),
    ],
  ])('%s', (_what, view) => {
    expect(viewOutline(view)).toMatchSnapshot()
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

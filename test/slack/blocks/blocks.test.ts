import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breachesOf, Message, View } from '../../../playground/inspector/block-kit.ts'
import { createBrowse } from '../../../src/answering/browse.ts'
import type { FullAnswer } from '../../../src/answering/one-answer.ts'
import type { AnswerReply } from '../../../src/answering/reply.ts'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { answerKey } from '../../../src/record/identity.ts'
import { createCorpus } from '../../../src/search/corpus.ts'
import { copyModal } from '../../../src/slack/blocks/copy-modal.ts'
import { fullAnswerModal } from '../../../src/slack/blocks/full-answer.ts'
import { homeView } from '../../../src/slack/blocks/home.ts'
import { replyModal } from '../../../src/slack/blocks/modals.ts'
import { quotation } from '../../../src/slack/blocks/quotation.ts'
import { replyMessage } from '../../../src/slack/blocks/reply.ts'
import { facetOptions, searchModal } from '../../../src/slack/blocks/search-modal.ts'
import { parseShareValue, shareValue } from '../../../src/slack/blocks/share.ts'
import { sharedMessage, shareModal } from '../../../src/slack/blocks/share-modal.ts'
import { answerUnfurl } from '../../../src/slack/blocks/short-answer.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { question as typed } from '../../questions.ts'
import { outline, viewOutline } from '../outline.ts'
import { ramps } from '../ramps.ts'
import { anyAnswer, anyText } from './any-answer.ts'

const one = answer()
const today = '2026-02-01'
const meaning = { kind: 'on', passages: 5000, missing: 1200 } as const
const fullAnswer = (of: WrittenAnswer) =>
  fullAnswerModal(answeringFrom([of]).fullAnswer(`${answerKey(of)}#0`) as FullAnswer, today)

describe('whatever the record holds, blocks keep to Slack’s limits', () => {
  test('in messages, modals and the App Home', () => {
    fc.assert(
      fc.property(anyAnswer, anyText, (answer, asked) => {
        const question = typed(asked)
        const all = answer.passages.map((passage, index) => ({ answer, index, passage }))
        const [best, ...others] = all
        if (!best) return
        const missing = [
          { word: asked.slice(0, 200), inRecord: true, place: true },
          { word: asked, inRecord: false, place: false },
        ]
        const alsoGiven = Array.from({ length: 9 }, () => best)
        const reply: AnswerReply = {
          kind: 'answer',
          question,
          missing,
          best: { ...best, newer: best, alsoGiven },
          others: others.slice(0, 4),
          repaired: [{ typed: asked.slice(0, 90), read: asked.slice(0, 90) }],
        }
        const nothing = { kind: 'no-answer', question, reason: 'nothing-close', nearest: all.slice(0, 3) } as const
        const look = { today, share: true, feedback: true }
        for (const one of [reply, { ...reply, kind: 'closest' } as const, { ...nothing, missing }])
          for (const page of [0, 1]) {
            const shown = { reply: one, page, left: 5 }
            expect(breachesOf(Message, replyMessage(shown, look))).toEqual([])
            expect(breachesOf(View, replyModal(shown, { today, feedback: true }))).toEqual([])
          }
        const target = {
          channel: 'C1',
          message: '1.1',
          responseUrl: `https://hooks.slack.com/${'x'.repeat(200)}`,
          ...(parseShareValue(shareValue(reply)) ?? { passage: '', question: '' }),
        }
        const share = { target, line: 'x'.repeat(1000), withQuestion: true }
        const sharer = { id: 'U1', name: 'colleague' }
        expect(breachesOf(Message, sharedMessage(reply, share, sharer, { today, feedback: true }))).toEqual([])
        const { browse } = answeringFrom([answer])
        const list = browse.list({}, 0)
        for (const view of [
          fullAnswer(answer),
          copyModal(best, today),
          shareModal(reply, target, 'U1', today),
          homeView({
            list,
            choice: {},
            suggestions: [question.asked.slice(0, 100)],
            recent: [question],
            follows: [],
            holdings: browse.holdings(),
            meaning,
          }),
        ])
          expect(breachesOf(View, view)).toEqual([])
        const { blocks = [], fallback = '' } = answerUnfurl(best, today)
        expect(breachesOf(Message, { text: fallback, blocks })).toEqual([])
      }),
      { numRuns: 60, verbose: 0, interruptAfterTimeLimit: 8000, endOnFailure: true },
    )
  })

  test('a list keeps all of its text and links', () => {
    const words = JSON.stringify(quotation(ramps.passages[0] ?? [], 'message'))
    for (const word of ['See ', 'the count', 'https://www.gov.uk/ramps', 'schools', 'with pupils', 'colleges'])
      expect(words).toContain(word)
  })

  test('a numbered list begins with its own number', () => {
    const list = { type: 'list' as const, ordered: true, start: 4, items: [{ depth: 0, content: ['the fourth'] }] }
    expect(outline(quotation([list], 'message'))).toBe('4. the fourth')
  })

  test('the full answer to many questions names each of them, and counts the references that it leaves out', () => {
    const [first] = one.questions
    const group = answer({
      questions: [first, ...Array.from({ length: 29 }, (_, n) => ({ uin: String(200_001 + n), tabled: '2024-01-08' }))],
      references: Array.from({ length: 12 }, (_, n) => ({ kind: 'pursuant', uin: String(300_001 + n) })),
    })
    const shown = viewOutline(fullAnswer(group))
    for (const { uin } of group.questions) expect(shown).toContain(uin)
    expect(shown).toContain('UIN 300010, which I don’t have\nAnd 2 more.')
  })

  test('a passage that is too long to be copied whole has a note', () => {
    const long = answer({ paragraphs: ['A sentence of some length. '.repeat(3000)] })
    const view = copyModal({ answer: long, index: 0, passage: long.passages[0] ?? [] }, today)
    expect(breachesOf(View, view)).toEqual([])
    expect(viewOutline(view)).toContain('too long for Slack')
  })

  test('in the App Home and the search form of 20,000 answers, drawn in good time', () => {
    const answers = Array.from({ length: 20_000 }, (_, n) =>
      Object.assign(structuredClone(one), {
        questions: [{ uin: String(300_000 + n), tabled: '2024-01-08', text: 'To ask.' }],
        heading: `Topic ${n % 3000} ${'and what is planned for it '.repeat(5)}`,
        department: `Department number ${n % 150} for ${'everything '.repeat(8)}`,
        answered: `${2000 + (n % 25)}-01-15`,
        answeredBy: { name: `Minister ${n % 700}` },
      }),
    )
    const recent = Array.from({ length: 5 }, () => typed('x'.repeat(3000)))
    const browse = createBrowse(createCorpus(answers))
    const before = process.threadCpuUsage()
    const list = browse.list({}, 1999)
    const [view, form, ministers] = [
      homeView({ list, choice: {}, suggestions: [], recent, follows: [], holdings: browse.holdings(), meaning }),
      searchModal(browse.departments()),
      facetOptions(browse.ministers('minister')),
    ]
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect(breachesOf(View, view)).toEqual([])
    expect(breachesOf(View, form)).toEqual([])
    expect(JSON.stringify(view)).toContain('Page 2,000 of 2,000')
    expect(ministers).toHaveLength(100)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/corpus/answer.ts'
import { helpMessage } from '../../src/slack/blocks/help.ts'
import { homeView } from '../../src/slack/blocks/home.ts'
import { quotation } from '../../src/slack/blocks/passage.ts'
import { replyMessage } from '../../src/slack/blocks/reply.ts'
import { replyModal } from '../../src/slack/blocks/reply-modal.ts'
import { passageModal } from '../../src/slack/blocks/show-passage.ts'
import { messageBreaches, viewBreaches } from '../../src/slack/check-limits.ts'
import { answer } from '../answers.ts'

const ramps = answer({
  uin: '7',
  heading: 'Schools: Ramps',
  corrected: '2024-02-01',
  question: 'To ask the Secretary of State for Education, how many ramps there are.',
  passages: [
    [
      { type: 'paragraph', content: ['See ', { text: 'the count', href: 'https://www.gov.uk/ramps' }, '. It covers:'] },
      {
        type: 'list',
        ordered: true,
        items: [
          { depth: 0, content: ['schools'] },
          { depth: 1, content: ['with pupils'] },
          { depth: 0, content: ['colleges'] },
        ],
      },
    ],
    [
      { type: 'paragraph', content: ['Ramps by year'] },
      {
        type: 'table',
        rows: [
          [['Year'], ['Ramps']],
          [['2023'], ['1,204']],
          [['2024'], []],
        ],
      },
    ],
  ],
})
const [list, table] = ramps.passages as [Passage, Passage]
const found = (index: number) => ({ answer: ramps, index, passage: ramps.passages[index] as Passage })

describe('blocks look like this', () => {
  test('an answer', () => {
    expect(
      replyMessage({ kind: 'answer', question: 'how many ramps?', best: found(0), others: [found(1)] }),
    ).toMatchSnapshot()
  })

  test('no answer, with the nearest', () => {
    const reply = {
      kind: 'no-answer',
      question: 'ramps & lifts',
      reason: 'nothing-close',
      nearest: [found(0)],
    } as const
    expect(replyMessage({ ...reply, nearest: [...reply.nearest] })).toMatchSnapshot()
  })

  test('a table in a message, where Slack draws it', () => {
    expect(quotation(table, 'message')).toMatchSnapshot()
  })

  test('a table in a modal, where Slack has none', () => {
    expect(quotation(table, 'view')).toMatchSnapshot()
  })

  test('the help', () => {
    expect(helpMessage()).toMatchSnapshot()
  })

  test('the App Home', () => {
    expect(homeView(1204, [ramps])).toMatchSnapshot()
  })
})

describe('whatever the record holds, blocks keep to Slack’s limits', () => {
  const text = fc
    .tuple(fc.constantFrom('x', ' a sentence. ', '👩‍👩‍👧', '<!here>', 'word '), fc.integer({ min: 1, max: 1200 }))
    .map(([piece, times]) => piece.repeat(times))
    .filter((text) => text.trim() !== '')
  const inline = fc.oneof(
    text,
    text.map((text) => ({ text, href: `https://a.example/${'y'.repeat(text.length)}` })),
  )
  const block = fc.oneof(
    fc.record({ type: fc.constant('paragraph' as const), content: fc.array(inline, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(fc.record({ depth: fc.nat(8), content: fc.array(inline, { minLength: 1, maxLength: 1 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
    fc.record({
      type: fc.constant('table' as const),
      rows: fc
        .array(fc.array(fc.constantFrom<string[]>([], ['7']), { minLength: 1, maxLength: 25 }), {
          minLength: 1,
          maxLength: 110,
        })
        .filter((rows) => rows.flat(2).length > 0),
    }),
  )
  const anyAnswer = fc
    .record({
      heading: text,
      question: text,
      passages: fc.array(fc.array(block, { minLength: 1, maxLength: 1 }), { minLength: 1, maxLength: 5 }),
    })
    .map((draft) => answer(draft))

  test('in messages, modals and the App Home', () => {
    fc.assert(
      fc.property(anyAnswer, text, (answer, question) => {
        const all = answer.passages.map((passage, index) => ({ answer, index, passage }))
        const [best, ...others] = all
        if (!best) return
        const reply = { kind: 'answer', question, best, others: others.slice(0, 4) } as const
        const nothing = { kind: 'no-answer', question, reason: 'nothing-close', nearest: all.slice(0, 3) } as const
        for (const one of [reply, nothing]) {
          expect(messageBreaches(replyMessage(one))).toEqual([])
          expect(viewBreaches({ ...replyModal(one) })).toEqual([])
        }
        expect(viewBreaches({ ...passageModal(best) })).toEqual([])
        expect(viewBreaches({ ...homeView(2, [answer, answer]) })).toEqual([])
      }),
      { numRuns: 60, verbose: 0, interruptAfterTimeLimit: 8000, endOnFailure: true },
    )
  })

  test('the words of a list and of its links are all there', () => {
    const words = JSON.stringify(quotation(list, 'message'))
    for (const word of ['See ', 'the count', 'https://www.gov.uk/ramps', 'schools', 'with pupils', 'colleges'])
      expect(words).toContain(word)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breachesOf, Message } from '../../../playground/inspector/block-kit.ts'
import type { AskedBefore, EarlierQuestion } from '../../../src/answering/asked-before.ts'
import type { FullAnswer } from '../../../src/answering/one-answer.ts'
import type { Reply } from '../../../src/answering/reply.ts'
import { answerKey } from '../../../src/record/identity.ts'
import { slackbotFullAnswer, slackbotQuestions, slackbotReply } from '../../../src/slack/blocks/slackbot.ts'
import { LIMITS } from '../../../src/slack/limits.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { question } from '../../questions.ts'
import { outline } from '../outline.ts'
import { ramps } from '../ramps.ts'
import { anyAnswer, anyText } from './any-answer.ts'

const today = '2026-02-01'
/** What Slackbot shows (docs.slack.dev/ai/slackbot-mcp-client), as far as this app uses it: one of another kind hides all. */
const KINDS = ['rich_text', 'section', 'header', 'context', 'table', 'actions']

/** What is wrong with blocks for Slackbot. */
function wrongIn(blocks: readonly any[]): unknown[] {
  const buttons = blocks.flatMap(({ type, elements }) => (type === 'actions' ? elements : []))
  return [
    ...breachesOf(Message, { text: 'x', blocks }),
    ...blocks.map(({ type }) => type).filter((type) => !KINDS.includes(type)),
    ...buttons.filter(({ action_id, value }) => action_id !== 'tool:get_answer' || !JSON.parse(value).key),
    ...(JSON.stringify(blocks).length > LIMITS.message.blockChars ? ['too long together'] : []),
  ]
}

/** What is found for a draft that those questions are near to. */
const nearDraft = (questions: readonly EarlierQuestion[]): AskedBefore => {
  const [first, ...others] = questions
  const compared = { draft: 'ramps', filters: [], by: 'meaning' } as const
  return first ? { ...compared, kind: 'near', questions: [first, ...others] } : { ...compared, kind: 'none' }
}

describe('blocks for Slackbot', () => {
  test('keep to what it shows and to Slack’s limits, whatever the record holds', () => {
    fc.assert(
      fc.property(anyAnswer, anyText, (answer, asked) => {
        const all = answer.passages.map((passage, index) => ({ answer, index, passage }))
        const [best, ...others] = all
        if (!best) return
        const missing = [{ word: asked, inRecord: false, place: false }]
        const understood = { question: question(asked), missing, repaired: [{ typed: asked, read: asked }] }
        const newer = { ...best, newer: best, alsoGiven: all }
        const replies: Reply[] = [
          { ...understood, kind: 'answer', best: newer, others: others.slice(0, 4) },
          { ...understood, kind: 'closest', best: newer, others },
          { ...understood, kind: 'no-answer', reason: 'nothing-close', nearest: all.slice(0, 3) },
        ]
        for (const reply of replies) expect(wrongIn(slackbotReply(reply, today, 'get_answer'))).toEqual([])
        const full = answeringFrom([answer]).fullAnswer(`${answerKey(answer)}#0`) as FullAnswer
        expect(wrongIn(slackbotFullAnswer(full, today))).toEqual([])
        const near = Array.from({ length: 5 }, () => ({ question: answer.questions[0], found: newer, recent: true }))
        expect(wrongIn(slackbotQuestions(nearDraft(near), today))).toEqual([])
      }),
      { numRuns: 60, verbose: 0, interruptAfterTimeLimit: 8000, endOnFailure: true },
    )
  })

  const found = (index: number) => ({ answer: ramps, index, passage: ramps.passages[index] ?? [] })

  test('of a reply have the passage, who said it, the source and the notes, and a button that reads all of it', () => {
    const reply = { kind: 'answer', question: question('how many ramps?'), best: found(0), others: [found(1)] } as const
    expect(outline(slackbotReply({ ...reply, others: [...reply.others] }, today, 'get_answer'))).toMatchInlineSnapshot(`
      "# Schools: Ramps
      > See [the count](https://www.gov.uk/ramps). It covers:
      1. schools
        1. with pupils
      2. colleges
      A Minister, Minister of State · Department for Education · 15 January 2024, corrected 1 February 2024 · UIN 7 · House of Commons · [Source](https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/7)
      _This answer is 2 years old: check that it’s still current._
      _Corrected on 1 February 2024. This is the corrected text._
      **More from the record, 1**
      > Ramps by year
      > Year | Ramps
      > 2023 | 1,204
      > 2024 | 
      Schools: Ramps: A Minister, 15 January 2024 · [Source](https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/7)
      _Corrected on 1 February 2024. This is the corrected text._
      _You asked: how many ramps?_
      [Full answer] tool:get_answer = {"key":"2024-01-08/7"}"
    `)
  })

  test('of the closest say first that it is only that', () => {
    const missing = [{ word: 'Surrey', inRecord: true, place: true }]
    const reply = { kind: 'closest', question: question('ramps'), best: found(0), others: [], missing } satisfies Reply
    const drawn = outline(slackbotReply(reply, today, 'get_answer'))
    expect(drawn.startsWith('**The closest I found:**')).toBe(true)
    expect(drawn).toContain('Doesn’t mention: Surrey.')
  })

  test('leave out other passages that don’t fit, and all where the first doesn’t', () => {
    const items = (count: number) => Array.from({ length: count }, (_, n) => ({ depth: n % 2, content: [`item ${n}`] }))
    const listed = (count: number) =>
      answer({ passages: [[{ type: 'list' as const, ordered: false, items: items(count) }]] })
    const drawn = (count: number) => {
      const one = listed(count)
      const best = { answer: one, index: 0, passage: one.passages[0] ?? [] }
      const others = Array.from({ length: 4 }, () => found(1))
      return slackbotReply({ kind: 'answer', question: question('items'), best, others }, today, 'get_answer')
    }
    const quotes = (count: number) => drawn(count).filter((block) => JSON.stringify(block).includes('rich_text_quote'))
    expect(quotes(1)).toHaveLength(2)
    expect(quotes(75).length).toBeLessThan(2)
    expect(drawn(75).length).toBeGreaterThan(2)
    expect(drawn(300)).toEqual([])
  })

  test('of questions have what was looked through, who asked, when, and the beginning of the answer', () => {
    const near = [{ question: ramps.questions[0], found: found(0), recent: true }]
    expect(outline(slackbotQuestions(nearDraft(near), today))).toMatchInlineSnapshot(`
      "**One earlier question is like yours:**
      _Only answered questions are in the record I search; others may be waiting for an answer._
      [UIN 7, tabled 8 January 2024:](https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/7) To ask the Secretary of State for Education, how many ramps there are.
      > See the count. It covers:
      > 1. schools
      >   1. with pupils
      > 2. colleges
      Schools: Ramps: A Minister, 15 January 2024 · [Source](https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/7)
      _Answered within the last three months._
      _This answer is 2 years old: check that it’s still current._
      _Corrected on 1 February 2024. This is the corrected text._"
    `)
    const { filters } = question('goats since:2030')
    const none = outline(slackbotQuestions({ kind: 'none', draft: 'goats', filters, by: 'words' }, today))
    expect(none).toContain('I found no earlier question like that.')
    expect(none).toContain('since 2030')
  })
})

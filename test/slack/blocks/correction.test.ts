import { expect, test } from 'vitest'
import { breachesOf, Message } from '../../../playground/inspector/block-kit.ts'
import type { PostNews } from '../../../src/corrections/post-news.ts'
import { correctionAttachments, correctionNote, markedMessage } from '../../../src/slack/blocks/correction.ts'
import { richText, span } from '../../../src/slack/blocks/text.ts'
import { LIMITS } from '../../../src/slack/limits.ts'
import { answer } from '../../answers.ts'
import { TEXTS } from '../../hostile-texts.ts'

const one = answer()
const key = '2024-01-08/100001'
const correctedOn = (on: string): PostNews => ({
  id: `${key} corrected ${on}`,
  key,
  kind: 'corrected',
  on,
  answer: one,
})
const NEWS = correctedOn('2026-05-03')
const shown = (blocks: number, text = 'It said\n\nso.') => ({
  text,
  blocks: Array.from({ length: blocks }, () => richText([span('x')])),
})

test('the line is put on top once, and another takes its place', () => {
  const first = markedMessage(shown(2), [NEWS], false)
  expect(first?.blocks).toHaveLength(3)
  expect(first?.text).toBe(`Corrected on 3 May 2026: see the change (${one.source})\n\nIt said\n\nso.`)
  const second = first && markedMessage(first, [correctedOn('2026-06-04')], false)
  expect(second?.blocks).toHaveLength(3)
  expect(second?.text).toBe(`Corrected on 4 June 2026: see the change (${one.source})\n\nIt said\n\nso.`)
})

test('several answers are told apart by their numbers, and by who gave them when', () => {
  expect(markedMessage(shown(1), [NEWS], true)?.text).toMatch(
    /^Question 100001 \(A Minister, 15 January 2024\): Corrected on 3 May 2026/,
  )
})

test('a message without room for it is left as it is', () => {
  expect(markedMessage(shown(LIMITS.message.blocks), [NEWS], false)).toBeUndefined()
  const long = { text: 'x', blocks: [richText(...Array.from({ length: 5 }, () => [span('x'.repeat(3000))]))] }
  expect(markedMessage(long, [NEWS], false)).toBeUndefined()
  expect(markedMessage(shown(1, 'x'.repeat(LIMITS.message.text)), [NEWS], false)).toBeUndefined()
  expect(markedMessage(shown(0), [NEWS], false)).toBeUndefined()
})

test.each(TEXTS)('Slack takes line and note whatever the record says (%#)', (text) => {
  const hostile = answer({ heading: text.slice(0, 5000) || 'x' })
  const all: PostNews[] = [
    { ...NEWS, answer: hostile } as PostNews,
    { id: 'w', key, kind: 'withdrawn' },
    { id: `a ${'x'.repeat(300)}`, key, kind: 'again', on: '2026-05-03', answer: hostile, newer: hostile },
    { id: 'h', key, kind: 'answered', on: '2026-05-03', answer: hostile },
  ]
  expect(breachesOf(Message, markedMessage(shown(1), all, true))).toEqual([])
  for (const { fallback, blocks } of correctionAttachments(all, true))
    expect(breachesOf(Message, { text: fallback, blocks })).toEqual([])
  for (const news of all) expect(breachesOf(Message, correctionNote(news))).toEqual([])
})

import { expect, test } from 'vitest'
import { scoreAnswer } from '../../../../src/search/rank/scorers/answer.ts'
import { answer } from '../../../answers.ts'
import { said } from '../../record.ts'

test('each passage scores what the whole answer says, for a passage is read in its answer', () => {
  const pools = answer({ paragraphs: ['The pool is heated.', 'It is costly.'] })
  const [[first, second] = []] = said(scoreAnswer, 'pools', [pools])
  expect(first).toBeGreaterThan(0)
  expect(second).toBe(first)
})

test('what the heading, the question and other passages say counts alike', () => {
  const plain = { heading: 'Schools', question: 'To ask about buildings.', paragraphs: ['Heated.', 'Costly.'] }
  const texts = [
    { ...plain, heading: 'Pools' },
    { ...plain, question: 'To ask about pools.' },
    { ...plain, paragraphs: ['Heated.', 'Pools.'] },
    plain,
  ]
  const scores = said(
    scoreAnswer,
    'pools',
    texts.map((text, nth) => answer({ ...text, uin: String(nth + 1) })),
  ).map(([score]) => score)
  expect(new Set(scores.slice(0, 3)).size).toBe(1)
  expect(scores[0]).toBeGreaterThan(0)
  expect(scores[3]).toBe(0)
})

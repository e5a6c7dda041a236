import { expect, test } from 'vitest'
import { scoreProximity } from '../../../../src/search/rank/scorers/proximity.ts'
import { saidOfPassages } from '../../record.ts'

const scores = (question: string, ...passages: string[]) => saidOfPassages(scoreProximity, question, passages)

test('neighbours score most, and less the more stands between them: what is one thing is said in one go', () => {
  const [beside = 0, ...apart] = scores(
    'safety valve',
    'safety valve',
    'safety lift valve',
    'safety lift door valve',
    'safety lift door pool ramp valve',
  )
  expect(beside).toBeGreaterThan(0)
  expect(apart.map((score) => score / beside)).toEqual([1 / 2, 1 / 3, 1 / 5].map((share) => expect.closeTo(share, 5)))
})

test('more than five apart is not together', () => {
  expect(scores('safety valve', 'safety lift door pool ramp window valve')).toEqual([0])
})

test('the other way round is together, too: people turn things about', () => {
  const [asAsked, turned] = scores('valve safety', 'valve safety', 'safety valve')
  expect(turned).toBe(asAsked)
})

test('only what is asked one after the other belongs together', () => {
  expect(scores('safety lift valve', 'safety valve')).toEqual([0])
})

test('the closest of several times counts, once', () => {
  const [once, again] = scores('safety valve', 'safety valve', 'safety lift valve door door safety valve safety valve')
  expect(again).toBe(once)
})

test('one word alone, or said twice, is close to nothing', () => {
  expect(scores('safety valve', 'safety', 'safety safety', 'lift')).toEqual([0, 0, 0])
})

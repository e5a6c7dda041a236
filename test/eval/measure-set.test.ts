import { describe, expect, test } from 'vitest'
import { askOutOfScope, askQuestions, figuresOf } from '../../eval/quality/measure-set.ts'
import { createMeasuredProduct, type MeasuredProduct, type Outcome } from '../../eval/quality/measured-product.ts'
import type { MeasuringSet } from '../../eval/quality/measuring-set.ts'
import { answer } from '../answers.ts'

const pools = answer({
  heading: 'Pools',
  questions: [{ id: 1, uin: '1', tabled: '2024-01-08', text: 'To ask about school pools.' }],
  paragraphs: ['The special school has a hydrotherapy pool.', 'Its pupils with SEND swim every Monday.'],
})
const ramps = answer({
  heading: 'Ramps',
  questions: [{ id: 2, uin: '2', tabled: '2024-01-08', text: 'To ask about school ramps.' }],
  paragraphs: ['Every special school has a ramp for pupils with SEND.'],
})
const set: MeasuringSet = {
  name: 'two answers',
  answers: [pools, ramps],
  passages: [
    { id: '1#0', answer: 1, text: 'The special school has a hydrotherapy pool.' },
    { id: '1#1', answer: 1, text: 'Its pupils with SEND swim every Monday.' },
    { id: '2#0', answer: 2, text: 'Every special school has a ramp for pupils with SEND.' },
  ],
  questions: [{ id: 'q1', text: 'which special school has a hydrotherapy pool' }],
  judgments: new Map([
    [
      'q1',
      new Map([
        ['1#0', 2],
        ['1#1', 1],
        ['2#0', 0],
      ]),
    ],
  ]),
  outOfScope: [{ id: 'x1', text: 'best pizza in Leeds' }],
}

describe('asking a set of the product', () => {
  test('a left-out question finds nothing of the answers that are right for it, and the next question finds them again', async () => {
    const product = await createMeasuredProduct(set.answers)
    const [first, second] = await askQuestions({ ...set, questions: [...set.questions, ...set.questions] }, product)
    expect(first?.ranking[0]).toBe('1#0')
    expect(first?.leftOut.found.length).toBeGreaterThan(0)
    expect(first?.leftOut.found.filter(({ answer }) => answer.heading === 'Pools')).toEqual([])
    expect(second).toEqual(first)
  })

  test('an answer with only a grade of 0 stays', async () => {
    const product = await createMeasuredProduct(set.answers)
    const [asked] = await askQuestions(set, product)
    expect(asked?.leftOut.found.map(({ answer }) => answer.heading)).toContain('Ramps')
  })
})

/** A product that gives the outcomes in order, for questions as they are and without what is right. */
function productWith(asked: Partial<Outcome>, leftOut: Partial<Outcome>): MeasuredProduct {
  const outcome: Outcome = { verdict: 'nothing', found: [], confidence: undefined }
  return {
    ask: async () => ({ ...outcome, ...asked }),
    askWithout: async () => ({ ...outcome, ...leftOut }),
    matches: async () => [],
  }
}

describe('figures', () => {
  const figures = async (product: MeasuredProduct) =>
    figuresOf(await askQuestions(set, product), await askOutOfScope(set, product), set)
  const right = pools.passages.map((passage, index) => ({ answer: pools, index, passage })).slice(0, 1)

  test('give the shares of what replies are called, with and without what is right', async () => {
    const product = productWith({ verdict: 'answer', found: right }, { verdict: 'closest' })
    expect(await figures(product)).toMatchObject({
      s1: 1,
      wronglyUnanswered: 0,
      outOfScopeUnanswered: 0,
      verdicts: { answer: 1, closest: 0, nothing: 0 },
      leftOut: { answer: 0, closest: 1, nothing: 0 },
    })
  })

  test('measure the confidence in the first passage, where a left-out question has no right one', async () => {
    const product = productWith({ found: right, confidence: 0.8 }, { confidence: 0.3 })
    const { confidence } = await figures(product)
    expect(confidence?.areaUnderCurve).toBe(1)
    expect(confidence?.calibration[8]).toMatchObject({ count: 1, shareRight: 1 })
    expect(confidence?.calibration[3]).toMatchObject({ count: 1, shareRight: 0 })
  })

  test('have no confidence where the product gives none', async () => {
    expect(await figures(productWith({}, {}))).not.toHaveProperty('confidence')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UnderstoodTerm } from '../../../src/search/passage-index.ts'
import { isOffTopic, probabilityOfAnswer, verdictOn } from '../../../src/search/rank/confidence.ts'

const term = (topical: boolean | undefined): UnderstoodTerm => ({
  written: 'ramps',
  forms: [{ term: 'ramp', weight: 1 }],
  weight: 1,
  topical,
  idf: 0.8,
  place: false,
})
const OF_FIELD = [term(true), term(false)]
const OTHER = [term(false), term(false)]
const share = fc.double({ min: 0, max: 1, noNaN: true })
const cosines = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined })
const someTerms = fc.array(fc.constantFrom(term(true), term(false), term(undefined)), { maxLength: 20 })

describe('the estimate that a passage answers', () => {
  test('is from 0 to 1', () => {
    fc.assert(
      fc.property(someTerms, cosines, share, (terms, cosine, coveredWithin) => {
        const estimate = probabilityOfAnswer(terms, { cosine, coveredWithin })
        expect(estimate).toBeGreaterThan(0)
        expect(estimate).toBeLessThan(1)
      }),
    )
  })

  test('does not fall as the cosine rises', () => {
    fc.assert(
      fc.property(share, share, share, (one, other, coveredWithin) => {
        const [low, high] = [one, other]
          .toSorted((a, b) => a - b)
          .map((cosine) => probabilityOfAnswer(OF_FIELD, { cosine, coveredWithin })) as [number, number]
        expect(high).toBeGreaterThanOrEqual(low)
      }),
    )
  })

  test('does not fall as more of the question is covered, with a cosine or without', () => {
    fc.assert(
      fc.property(cosines, share, share, (cosine, one, other) => {
        const [low, high] = [one, other]
          .toSorted((a, b) => a - b)
          .map((coveredWithin) => probabilityOfAnswer(OF_FIELD, { cosine, coveredWithin })) as [number, number]
        expect(high).toBeGreaterThanOrEqual(low)
      }),
    )
  })

  test('is by the words where there is no cosine: more words that are covered, and words of the field, raise it', () => {
    const byWords = (...terms: UnderstoodTerm[]) =>
      probabilityOfAnswer(terms, { cosine: undefined, coveredWithin: 0.8 })
    expect(byWords(term(false), term(false), term(false))).toBeGreaterThan(byWords(term(false)))
    expect(byWords(term(true))).toBeGreaterThan(byWords(term(false)))
  })
})

describe('what a passage is called', () => {
  test.each([
    [1, 'answer'],
    [0.3, 'answer'],
    [0.299, 'closest'],
    [0.06, 'closest'],
    [0.059, 'nothing'],
    [0, 'nothing'],
  ] as const)('with an estimate of %d: %s', (estimate, verdict) => {
    expect(verdictOn(estimate, OF_FIELD)).toBe(verdict)
  })

  test.each([
    [0.35, 'answer'],
    [0.349, 'nothing'],
  ] as const)('with an estimate of %d, for a question without a word of the field: %s', (estimate, verdict) => {
    expect(verdictOn(estimate, OTHER)).toBe(verdict)
  })
})

test('a question is off topic if it has words and none of them belongs to the field', () => {
  expect(isOffTopic(OTHER)).toBe(true)
  expect(isOffTopic(OF_FIELD)).toBe(false)
  expect(isOffTopic([])).toBe(false)
})

test('no question is off topic where the vocabulary has no words of the field', () => {
  expect(isOffTopic([term(undefined)])).toBe(false)
})

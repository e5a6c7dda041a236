import { describe, expect, test } from 'vitest'
import { answerKey } from '../../../src/record/identity.ts'
import type { RankedPassage } from '../../../src/search/passage-index.ts'
import { newerOnTheSame } from '../../../src/search/rank/newer.ts'
import { answer } from '../../answers.ts'

const given = answer({ answered: '2020-01-10' })
const best = { answer: given, index: 0, passage: given.passages[0] as (typeof given.passages)[number] }
const own: RankedPassage = {
  key: answerKey(given),
  index: 0,
  score: 2,
  answered: '2020-01-10',
  covered: 0.8,
  coveredWithin: 0.9,
  cosine: 0.8,
}
const later: RankedPassage = { ...own, key: 'later', answered: '2024-01-10' }
const parts = { cosineBetween: () => 0.8 as number | undefined, similarity: () => 0.5, hasContent: () => true }
const newer = (one: Partial<RankedPassage>, changed: Partial<typeof parts> = {}) =>
  newerOnTheSame(best, [own, { ...later, ...one }], { ...parts, ...changed })

describe('where both passages have vectors', () => {
  test('a newer passage with 0.8 of the cosine, that is near to the best, is the newer one, whatever its words', () => {
    expect(newer({ cosine: 0.65, score: 0.1, covered: 0 }, { similarity: () => 0 })).toMatchObject({ key: 'later' })
  })

  test('the less alike the two are, the nearer to the question the newer one must be', () => {
    const lessAlike = { cosineBetween: () => 0.74 }
    expect(newer({ cosine: 0.7 }, lessAlike)).toMatchObject({ key: 'later' })
    expect(newer({ cosine: 0.68 }, lessAlike)).toBeUndefined()
  })

  test.each([
    ['further from the question', { cosine: 0.63 }, {}],
    ['further from the best passage', {}, { cosineBetween: () => 0.71 }],
  ])('one that is %s is not', (_what, one, changed) => {
    expect(newer(one, changed)).toBeUndefined()
  })
})

describe('where one of them has no vector', () => {
  const noCosine = { cosineBetween: () => undefined }

  test('a newer passage with about the score and coverage of the best, and similar words, is the newer one', () => {
    expect(newer({ score: 1.9, cosine: undefined }, noCosine)).toMatchObject({ key: 'later' })
  })

  test.each([
    ['a lower score', { score: 1.8 }, noCosine],
    ['less of the question', { covered: 0.7 }, noCosine],
    ['other words', {}, { ...noCosine, similarity: () => 0.2 }],
  ])('one with %s is not', (_what, one, changed) => {
    expect(newer(one, changed)).toBeUndefined()
  })
})

test('a passage of the same day or an older one is not newer', () => {
  expect(newer({ answered: '2020-01-10' })).toBeUndefined()
  expect(newer({ answered: '2019-01-10' })).toBeUndefined()
})

test('an answer without content is passed over for the next', () => {
  const holding = { ...later, key: 'holding', answered: '2025-01-10' }
  const hasContent = (key: string) => key !== 'holding'
  expect(newerOnTheSame(best, [own, holding, later], { ...parts, hasContent })).toMatchObject({ key: 'later' })
})

test('only the first 20 of the ranking are looked at', () => {
  const other = { ...own, key: 'other', answered: '2019-01-10' }
  const ranked = [own, ...Array.from({ length: 19 }, () => other), later]
  expect(newerOnTheSame(best, ranked, parts)).toBeUndefined()
})

test('a best passage that is not ranked has no newer one', () => {
  expect(newerOnTheSame(best, [later], parts)).toBeUndefined()
})

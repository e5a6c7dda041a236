import { describe, expect, test } from 'vitest'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

describe('the corpus finds answers by what identifies them', () => {
  const old = answer({ uin: 'HL12', tabled: '2019-02-01', answered: '2019-02-11' })
  const recent = answer({ uin: 'HL12', tabled: '2023-02-01', answered: '2023-02-11' })
  const grouped = answer({
    questions: [
      { uin: '5', tabled: '2021-03-01', text: 'To ask.' },
      { uin: '6', tabled: '2021-03-02', text: 'To ask.' },
    ],
    answered: '2021-03-09',
  })
  const corpus = createCorpus([old, recent, grouped])

  test('by UIN in upper or lower case, newest first, for UINs are reused', () => {
    expect(corpus.byUin('hl12').map(answerKey)).toEqual(['2023-02-01/HL12', '2019-02-01/HL12'])
    expect(corpus.byUin('99')).toEqual([])
  })

  test('by any of the questions that an answer answers', () => {
    expect(corpus.byKey('2021-03-02/6')).toBe(grouped)
    expect(corpus.byUin('6')).toEqual([grouped])
  })

  test('the newest', () => {
    expect(corpus.newest().slice(0, 2)).toEqual([recent, grouped])
    expect(corpus.size()).toBe(3)
  })
})

describe('an added answer replaces those that share a question with it', () => {
  const lone = (uin: string, heading: string) => answer({ uin, heading })

  test('an answer to the same question', () => {
    const corpus = createCorpus([lone('5', 'Holding')])
    expect(corpus.put(lone('5', 'Real')).map(answerKey)).toEqual(['2024-01-08/5'])
    expect([corpus.size(), corpus.byUin('5')[0]?.heading]).toEqual([1, 'Real'])
  })

  test('several answers that are one group now', () => {
    const corpus = createCorpus([lone('5', 'One'), lone('6', 'Two'), lone('7', 'Other')])
    const questions = (['5', '6'] as const).map((uin) => ({ uin, tabled: '2024-01-08', text: 'To ask.' }))
    const [first, second] = questions
    if (!first || !second) throw new Error('two questions')
    expect(
      corpus
        .put(answer({ questions: [first, second] }))
        .map(answerKey)
        .toSorted(),
    ).toEqual(['2024-01-08/5', '2024-01-08/6'])
    expect(corpus.size()).toBe(2)
  })

  test('a removed answer is not found', () => {
    const corpus = createCorpus([lone('5', 'One')])
    corpus.remove('2024-01-08/5')
    expect([corpus.size(), corpus.byUin('5'), corpus.byKey('2024-01-08/5')]).toEqual([0, [], undefined])
  })
})

describe('a reference is resolved if the answer that it points to is in the corpus', () => {
  const first = answer({ uin: '9', tabled: '2018-01-18', answered: '2018-01-26' })
  const reused = answer({ uin: '9', tabled: '2023-01-18', answered: '2023-01-26' })
  const later = answer({
    uin: '20',
    tabled: '2023-03-01',
    answered: '2023-03-09',
    references: [{ kind: 'pursuant', uin: '9', answered: '2018-01-26' }],
  })
  const corpus = createCorpus([first, reused, later])

  test('by the UIN and the day, for UINs are reused', () => {
    expect(corpus.referred({ kind: 'pursuant', uin: '9', answered: '2018-01-26' }, later)).toBe(first)
    expect(corpus.referred({ kind: 'pursuant', uin: '9', answered: '2018-01-29' }, later)).toBe(first)
    expect(corpus.referred({ kind: 'pursuant', uin: '9', answered: '2020-01-26' }, later)).toBeUndefined()
  })

  test('without a day, to the newest before it', () => {
    expect(corpus.referred({ kind: 'referral', uin: '9' }, later)).toBe(reused)
    expect(corpus.referred({ kind: 'referral', uin: '10' }, later)).toBeUndefined()
  })

  test('and the answers that refer to one are found', () => {
    expect(corpus.referringTo(first)).toEqual([later])
    expect(corpus.referringTo(reused)).toEqual([])
  })
})

test('the days that it covers are those of the answers that came since, if any: one that ships may be years older', () => {
  expect(createCorpus().holdings()).toEqual({ count: 0, shipped: 0 })
  const corpus = createCorpus([answer({ uin: '1', answered: '2018-04-20' })])
  expect(corpus.holdings()).toEqual({ count: 1, shipped: 1, oldest: '2018-04-20', newest: '2018-04-20' })
  corpus.put(answer({ uin: '2', answered: '2026-03-03' }))
  corpus.put(answer({ uin: '3', answered: '2026-11-20' }))
  expect(corpus.holdings()).toEqual({ count: 3, shipped: 1, oldest: '2026-03-03', newest: '2026-11-20' })
})

import { describe, expect, test } from 'vitest'
import { newsId, newsIds, newsSince, standingOf } from '../../src/record/standing.ts'
import { answer } from '../answers.ts'

const given = answer({ answered: '2026-05-01' })
const holding = answer({ answered: '2026-05-01', holding: true })
const final = answer({ answered: '2026-05-09', held: '2026-05-01' })
const corrected = answer({ answered: '2026-05-01', corrected: '2026-06-02' })

describe('how an answer stands', () => {
  test.each([
    [given, 'new', '2026-05-01'],
    [holding, 'holding', '2026-05-01'],
    [final, 'final', '2026-05-09'],
    [corrected, 'corrected', '2026-06-02'],
  ])('is told by the answer alone, with the day of what was done last', (one, kind, on) => {
    expect(standingOf(one)).toEqual({ kind, on })
  })
})

describe('what became of it', () => {
  test.each([
    [given, corrected, { kind: 'corrected', on: '2026-06-02' }],
    [corrected, answer({ corrected: '2026-07-01' }), { kind: 'corrected', on: '2026-07-01' }],
    [holding, final, { kind: 'final', on: '2026-05-09' }],
    [given, undefined, { kind: 'withdrawn' }],
  ])('is news where a reader of the earlier one must know of it', (before, now, news) => {
    expect(newsSince(standingOf(before), now)).toEqual(news)
  })

  test.each([
    ['made anew', given, answer({ answered: '2026-05-01', paragraphs: ['Parsed better.'] })],
    ['dated anew', given, answer({ answered: '2026-05-02' })],
    ['the same correction', corrected, corrected],
  ])('is no news if it is %s', (_what, before, now) => {
    expect(newsSince(standingOf(before), now)).toBeUndefined()
  })
})

test('an answer that another question joined has the name of its news among its names', () => {
  const [first] = given.questions
  const joined = answer({ answered: '2026-05-01', questions: [{ ...first, uin: '1', tabled: '2024-01-01' }, first] })
  expect(newsIds(joined)).toContain(newsId(given))
  expect(newsId(joined)).not.toBe(newsId(given))
})

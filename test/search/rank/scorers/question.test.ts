import { expect, test } from 'vitest'
import { scoreQuestion } from '../../../../src/search/rank/scorers/question.ts'
import { answer } from '../../../answers.ts'
import { said } from '../../record.ts'

test('what was asked in Parliament counts for every passage of its answer, by heading or question', () => {
  const [heading, question] = said(scoreQuestion, 'pools', [
    answer({ uin: '1', heading: 'Pools', question: 'To ask about schools.', paragraphs: ['Heated.', 'Costly.'] }),
    answer({ uin: '2', heading: 'Schools', question: 'To ask about pools.', paragraphs: ['Heated.', 'Costly.'] }),
  ])
  expect(heading?.[0]).toBeGreaterThan(0)
  expect(heading?.[1]).toBe(heading?.[0])
  expect(question).toEqual(heading)
})

test('what was only answered does not', () => {
  expect(said(scoreQuestion, 'pools', [answer({ paragraphs: ['Pools, pools and pools.'] })])).toEqual([[0]])
})

test('a short question that names it scores more than a long one: it is about little else', () => {
  const [[short = 0] = [], [long = 0] = []] = said(scoreQuestion, 'pools', [
    answer({ uin: '1', question: 'To ask about pools.' }),
    answer({ uin: '2', question: 'To ask about pools, ramps, doors, corridors, windows and lifts.' }),
  ])
  expect(short).toBeGreaterThan(long)
})

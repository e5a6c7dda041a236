import { expect, test } from 'vitest'
import { scoreQuotation } from '../../../../src/search/rank/scorers/quotation.ts'
import { saidOfPassages } from '../../record.ts'

const scores = (question: string, ...passages: string[]) => saidOfPassages(scoreQuotation, question, passages)

test('a passage asked for in its own words scores 1', () => {
  expect(scores('Councils arrange free travel.', 'Councils arrange free travel.')).toEqual([1])
})

test('most of it scores as much as is there, for who pastes a paragraph may cut its end', () => {
  expect(scores('councils arrange free', 'Councils arrange free travel.')).toEqual([3 / 4])
})

test('half of it or less scores nothing: that is a question about it', () => {
  expect(scores('councils travel', 'Councils arrange free travel.')).toEqual([0])
})

test('a short passage inside a long question scores nothing: the question is about more', () => {
  expect(scores('do councils that arrange free travel pay for pools, ramps, lifts and doors', 'Free travel.')).toEqual([
    0,
  ])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCorpus } from '../../../src/search/corpus.ts'
import { parseQuestion } from '../../../src/search/question/parse-question.ts'
import { CarriedQuestion, carriedQuestion, carryQuestion } from '../../../src/slack/blocks/carried-question.ts'
import { answer } from '../../answers.ts'

const { names } = createCorpus([answer({ answeredBy: { name: 'Nadhim Zahawi' } })])
const parse = (typed: string) => parseQuestion(typed, names)
const neverParse = () => {
  throw new Error('parsed')
}
/** What comes back from the value of a button, and that value. */
const throughButton = (typed: string, room?: number) => {
  const json = JSON.stringify(carryQuestion(parse(typed), room))
  return { json, question: carriedQuestion(CarriedQuestion.parse(JSON.parse(json)), neverParse) }
}

describe('a button carries a question', () => {
  test.each([
    'how many ramps?',
    'ramps since:2024 house:lords dept:"health care"',
    'ramps by Zahawi in 2018?',
    'uin 912',
    '2025',
    'ramps since:soon by:nobody',
    '',
  ])('that comes back as it was, without being parsed again: %j', (typed) => {
    const { filters, ...rest } = parse(typed)
    const withoutTyped = filters.map(({ name, value }) => ({ name, value }))
    expect(throughButton(typed).question).toEqual({ ...rest, filters: withoutTyped })
  })

  test('within the room that there is, whatever it says', () => {
    const piece = fc.constantFrom('ramps ', '“\\"<&>', '👩‍👩‍👧', 'since:2024 ', 'by:"x y" ', 'in 2018 ', '\ud83d')
    const typed = fc.array(piece, { maxLength: 1500 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(typed, fc.constantFrom(400, 1500, 1850), (typed, room) => {
        expect(throughButton(typed, room).json.length).toBeLessThanOrEqual(room)
      }),
      { numRuns: 60 },
    )
  })

  test('that is too long is cut, and keeps its filters', () => {
    const { question } = throughButton(`ramps ${'and so on '.repeat(400)} before:2024-02-08`)
    expect(question.text).toMatch(/^ramps and so on .*(?:and|so|on)$/)
    expect(question.filters).toEqual([{ name: 'before', value: '2024-02-08' }])
  })

  test('as text in an earlier version, which is parsed', () => {
    expect(carriedQuestion(CarriedQuestion.parse('ramps since:2024'), parse)).toEqual(parse('ramps since:2024'))
  })
})

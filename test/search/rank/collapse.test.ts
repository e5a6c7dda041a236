import { expect, test } from 'vitest'
import { passageText } from '../../../src/record/passage-text.ts'
import type { PassageOfAnswer } from '../../../src/search/found.ts'
import { collapse as collapseBy } from '../../../src/search/rank/collapse.ts'
import { contentWords } from '../../../src/search/text/tokens.ts'
import { answer } from '../../answers.ts'

const collapse = (found: readonly PassageOfAnswer[]) =>
  collapseBy(found, ({ passage }) => new Set(contentWords(passageText(passage))))

/** Passages of as many answers, each a year newer than the one before. */
function given(...texts: string[]): PassageOfAnswer[] {
  return texts.flatMap((text, nth) => {
    const one = answer({ uin: String(10 + nth), answered: `${2020 + nth}-05-01`, paragraphs: [text] })
    return one.passages.map((passage, index) => ({ answer: one, passage, index }))
  })
}

const places = (county: string, sum: string) =>
  `The department has allocated ${sum} to ${county} to build places for pupils with complex needs in mainstream schools, ` +
  'special schools and colleges, and expects the county to consult parents, governors and neighbouring counties on its plan.'

test('the same words are one passage, the newest of them, with where it was said before', () => {
  const [old, newer] = given(places('Kent', '£4 million'), places('Kent', '£4 million'))
  expect(collapse([old, newer].filter((one) => one !== undefined))).toEqual([{ ...newer, alsoGiven: [old] }])
})

test('a few words more make no other passage, nor do capitals, plurals and what carries no matter', () => {
  const said = places('Kent', '£4 million')
  const found = given(
    said,
    said.replace('its plan', 'its plans in due course').replace('The department', 'My Department'),
  )
  expect(collapse(found)).toHaveLength(1)
})

test.each([
  ['another county', places('Kent', '£4 million'), places('Surrey', '£4 million')],
  ['another sum', places('Kent', '£45.2 million'), places('Kent', '£61.7 million')],
  ['a year that the other leaves out', places('Kent', '£4 million'), `In 2024 ${places('Kent', '£4 million')}`],
  ['the contrary', places('Kent', '£4 million'), places('Kent', '£4 million').replace('has', 'has not')],
  ['another need', places('Kent', '£4 million'), places('Kent', '£4 million').replace('complex', 'sensory')],
  ['something short', 'Ramps are paid for by the council.', 'Ramps are paid for by the borough council.'],
])('%s is another passage', (_what, one, other) => {
  expect(collapse(given(one, other))).toHaveLength(2)
})

test('passages of one answer stay apart, however alike', () => {
  const one = answer({ paragraphs: ['Ramps are free.', 'Ramps are free.'] })
  expect(collapse(one.passages.map((passage, index) => ({ answer: one, passage, index })))).toHaveLength(2)
})

test('which of two of one day stands for both does not hang on their order', () => {
  const [a, b] = given('Ramps are free.', 'Ramps are free.').map((one) => ({
    ...one,
    answer: { ...one.answer, answered: '2024-05-01' },
  })) as [PassageOfAnswer, PassageOfAnswer]
  expect(collapse([a, b])).toEqual(collapse([b, a]))
})

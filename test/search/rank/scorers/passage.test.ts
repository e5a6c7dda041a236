import { expect, test } from 'vitest'
import { scorePassage } from '../../../../src/search/rank/scorers/passage.ts'
import { EMPTY_VOCABULARY } from '../../../../src/search/text/vocabulary.ts'
import { answer } from '../../../answers.ts'
import { said, saidOfPassages } from '../../record.ts'

const scores = (question: string, ...passages: string[]) => saidOfPassages(scorePassage, question, passages)

test('a passage without what is asked scores nothing, be its heading what it may', () => {
  const ramps = answer({ heading: 'Ramps', paragraphs: ['Ramps are steep.', 'Lifts are slow.'] })
  const [[of, without] = []] = said(scorePassage, 'ramps', [ramps])
  expect(of).toBeGreaterThan(0)
  expect(without).toBe(0)
})

test('each further time that a word is said counts less: the first says that it is spoken of', () => {
  const [none, once, twice, thrice] = scores(
    'ramps',
    'lift lift lift',
    'ramp lift lift',
    'ramp ramp lift',
    'ramp ramp ramp',
  ) as [number, number, number, number]
  expect((once - none) / 2).toBeGreaterThan(twice - once)
  expect(twice - once).toBeGreaterThan(thrice - twice)
  expect(thrice).toBeGreaterThan(twice)
})

test('the shorter of two passages scores more, for it is about little else', () => {
  const [short = 0, long = 0] = scores(
    'ramps',
    'Ramps and lifts.',
    'Ramps, lifts, doors, pools, corridors and windows.',
  )
  expect(short).toBeGreaterThan(long)
})

test('a rare word scores more than a common one, for it tells passages apart', () => {
  const [rare = 0, common = 0] = scores('school hydrotherapy', 'hydrotherapy', 'school', 'school', 'school')
  expect(rare).toBeGreaterThan(common)
})

test('what is said by two of its names counts once: they are one thing', () => {
  const vocabulary = { ...EMPTY_VOCABULARY, related: [['ramps', 'slopes']] }
  const [own, both] = saidOfPassages(scorePassage, 'ramps', ['ramp lift', 'ramp slope', 'door'], vocabulary)
  expect(both).toBe(own)
})

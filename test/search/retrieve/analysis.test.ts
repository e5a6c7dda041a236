import { expect, test } from 'vitest'
import { createPassageIndex } from '../../../src/search/passage-index.ts'
import { analyseAnswers } from '../../../src/search/retrieve/analysis.ts'
import { textHash } from '../../../src/search/retrieve/text-hash.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'

const vocabulary = { ...EMPTY_VOCABULARY, same: [['EHCP', 'EHC plan']] }
const ramps = answer({ uin: '1', heading: 'Ramps', paragraphs: ['Ramps are free.', 'An EHC plan names ramps.'] })
const lifts = answer({ uin: '2', heading: 'Lifts', paragraphs: ['Lifts cost more than ramps.', 'EHCPs name lifts.'] })

async function ranking(index: ReturnType<typeof createPassageIndex>, question: string) {
  return index.rank(index.understand(question).terms)
}

test('an index of analysed texts ranks as one that analyses them itself', async () => {
  const analysis = analyseAnswers([ramps, lifts], vocabulary)
  const [own, given] = [createPassageIndex(vocabulary), createPassageIndex(vocabulary, { analysis })]
  for (const index of [own, given]) index.add([lifts, ramps])
  for (const question of ['ehcp lifts', 'free ramps', 'liftz'])
    expect(await ranking(given, question)).toEqual(await ranking(own, question))
  expect(given.understand('liftz').repaired).toEqual(own.understand('liftz').repaired)
})

test('what was analysed is not analysed again: the index goes by what it is given', async () => {
  const { terms, words, texts } = analyseAnswers([ramps, lifts], vocabulary)
  const lent = new Map(texts).set(textHash('Ramps are free.'), texts.get(textHash('EHCPs name lifts.')) as Uint32Array)
  const index = createPassageIndex(vocabulary, { analysis: { terms, words, texts: lent } })
  index.add([ramps])
  expect((await ranking(index, 'lifts'))[0]).toMatchObject({ key: '2024-01-08/1', index: 0 })
})

test('a text that was not analysed is, and stands beside the others', async () => {
  const index = createPassageIndex(vocabulary, { analysis: analyseAnswers([ramps], vocabulary) })
  index.add([ramps, lifts])
  expect((await ranking(index, 'lifts cost'))[0]).toMatchObject({ key: '2024-01-08/2', index: 0 })
})

test('texts that differ by a letter have hashes of their own', () => {
  const texts = Array.from({ length: 20_000 }, (_, n) => `Ramps are free in ${n}.`)
  expect(new Set(texts.map(textHash)).size).toBe(texts.length)
})
